import type { Template } from 'aws-cdk-lib/assertions';
import { routes } from '../../lib/api/index.ts';
import { leavesNothingOut } from '../../cdk/commands/before-deployment.ts';
import { optionSets } from './option-sets.ts';
import { resources, synthesised, theResource } from './synthesised.ts';

const production = synthesised({ stage: 'prod' });

describe('protection of the address', () => {
  const { Rules, Scope, CustomResponseBodies } = theResource(
    production.templates.webAcl,
    'AWS::WAFv2::WebACL',
  ).Properties;

  test('rate limits by address and by credential answer with a problem document that says when to try again', () => {
    expect(Scope).toBe('CLOUDFRONT');
    const rates = (Rules as Record<string, any>[]).filter(({ Statement }) => Statement.RateBasedStatement); // oxlint-disable-line typescript/no-explicit-any -- as CloudFormation has it
    expect(rates.map(({ Statement }) => Statement.RateBasedStatement.AggregateKeyType)).toEqual([
      'IP',
      'IP',
      'CUSTOM_KEYS',
    ]);
    for (const { Action } of rates) {
      const { CustomResponse } = Action.Block;
      expect(CustomResponse.ResponseCode).toBe(429);
      expect(CustomResponse.ResponseHeaders).toContainEqual({ Name: 'Retry-After', Value: '60' });
      const body = JSON.parse(CustomResponseBodies[CustomResponse.CustomResponseBodyKey].Content);
      expect(body).toMatchObject({ type: '/problems/rate_limited', status: 429, code: 'rate_limited' });
    }
  });

  test('the common rules of AWS only count', () => {
    const [managed] = (Rules as { OverrideAction?: object }[]).filter(({ OverrideAction }) => OverrideAction);
    expect(managed?.OverrideAction).toEqual({ Count: {} });
  });

  test('a production stage has the rules, other stages can opt in, and the distribution is told', () => {
    expect(synthesised().stacks.webAcl).toBeUndefined();
    expect(synthesised({ webAcl: 'managed' }).stacks.webAcl).toBeDefined();
    const { WebACLId } = theResource(production.templates.origin, 'AWS::CloudFront::Distribution').Properties[
      'DistributionConfig'
    ];
    expect(WebACLId).toEqual({ Ref: 'WebAclArn' });
  });

  test('CloudFront sends a secret that the functions with routes require, and accepts the next secret too', () => {
    const [sent] = theResource(production.templates.origin, 'AWS::CloudFront::Distribution').Properties[
      'DistributionConfig'
    ].Origins.flatMap(
      ({ OriginCustomHeaders = [] }: { OriginCustomHeaders?: object[] }) => OriginCustomHeaders,
    );
    expect(sent).toMatchObject({ HeaderName: 'x-berth-origin' });
    expect(JSON.stringify(sent)).toContain('resolve:secretsmanager');
    const accepted = secretsIn(production.templates.api);
    expect(accepted).toEqual(
      new Set([
        '{{resolve:secretsmanager:berth/prod/origin-1:SecretString:::}},{{resolve:secretsmanager:berth/prod/origin-2:SecretString:::}}',
      ]),
    );
  });

  test('a gateway that is open requires no secret', () => {
    expect(secretsIn(synthesised({ gateway: 'open' }).templates.api)).toEqual(new Set());
  });

  const secretsIn = (template: Template) =>
    new Set(
      Object.values(resources(template, 'AWS::Lambda::Function')).flatMap(
        ({ Properties }) => Properties['Environment'].Variables.ORIGIN_SECRETS ?? [],
      ),
    );
});

test('in production the address is protected like the data, because without it nobody would find the stage', () => {
  const isProtected = (stage: string) => {
    const { data, origin } = synthesised({ stage }).stacks;
    return [data, origin].map(({ terminationProtection }) => terminationProtection);
  };
  expect(isProtected('prod')).toEqual([true, true]);
  expect(isProtected('dev')).toEqual([true, false]);
});

describe('changes that must not get stuck', () => {
  test('a route is identified by its method and path, not by names that may change', () => {
    const ids = Object.keys(resources(production.templates.api, 'AWS::ApiGatewayV2::Route'));
    for (const { id } of routes)
      expect(ids.filter((one) => one.toLowerCase().includes(id.toLowerCase()))).toEqual([]);
  });

  test('at most eight routes are created at once, because API Gateway accepts ten changes a second', () => {
    const made = Object.values(resources(production.templates.api, 'AWS::ApiGatewayV2::Route'));
    expect(made.filter(({ DependsOn }) => DependsOn === undefined)).toHaveLength(8);
  });

  test('names that must be unique in an AWS account contain the region, so that a stage can be in two regions', () => {
    const { origin, api } = production.templates;
    const names = [
      ...Object.values(resources(origin, 'AWS::CloudFront::ResponseHeadersPolicy')).map(
        ({ Properties }) => Properties['ResponseHeadersPolicyConfig'].Name,
      ),
      theResource(origin, 'AWS::CloudFront::OriginAccessControl').Properties['OriginAccessControlConfig']
        .Name,
      theResource(api, 'AWS::CloudWatch::Dashboard').Properties['DashboardName'],
      production.stacks.webAcl?.stackName,
      production.stacks.edge?.stackName,
    ];
    expect(names).toHaveLength(7);
    for (const name of names) expect(JSON.stringify(name)).toMatch(/us-east-1|AWS::Region/);
  });
});

describe('an option that a stage was deployed with', () => {
  const domain = optionSets['a domain'] ?? {};

  test('stops the next deployment when it is left out, and the message names it', () => {
    expect(() => leavesNothingOut({ signUp: 'closed' }, domain)).toThrow(/domain: console\.example\.com/);
  });

  test('can be removed on purpose, or changed', () => {
    const none = { domain: null, certificateArn: null };
    expect(() => leavesNothingOut(none, domain)).not.toThrow();
    expect(() => leavesNothingOut({ ...domain, domain: 'other.example.com' }, domain)).not.toThrow();
    expect(() => leavesNothingOut({}, none)).not.toThrow();
  });
});
