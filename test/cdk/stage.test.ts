import { readFileSync } from 'node:fs';
import { OPERATORS } from '../../cdk/names.ts';
import { App } from 'aws-cdk-lib';
import { optionsInContext, optionsOf, type GivenOptions } from '../../cdk/options.ts';
import { tableSchema } from '../../lib/table/schema.ts';
import { restoredTable } from './option-sets.ts';
import { resources, synthesised, theResource } from './synthesised.ts';

const { stacks, templates } = synthesised();
const { data, origin, console: files } = templates;

describe('data that must never be lost', () => {
  test('the table can be restored to any point of 35 days, and cannot be deleted with its stack or by hand', () => {
    const table = theResource(data, 'AWS::DynamoDB::Table');
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(table.Properties).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
    });
  });

  test('the table has the shape that the code reads and writes', () => {
    expect(theResource(data, 'AWS::DynamoDB::Table').Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: tableSchema.partitionKey, KeyType: 'HASH' },
        { AttributeName: tableSchema.sortKey, KeyType: 'RANGE' },
      ],
      StreamSpecification: { StreamViewType: tableSchema.streamView },
      TimeToLiveSpecification: { AttributeName: tableSchema.timeToLive, Enabled: true },
    });
  });

  test('the user pool cannot be deleted with its stack or by hand', () => {
    const pool = theResource(data, 'AWS::Cognito::UserPool');
    expect(pool).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(pool.Properties).toMatchObject({ DeletionProtection: 'ACTIVE' });
  });

  test('the keys of links in mails and of webhook secrets outlive their stack', () => {
    const secrets = Object.values(resources(data, 'AWS::SecretsManager::Secret'));
    expect(secrets).toHaveLength(2);
    for (const secret of secrets) expect(secret).toMatchObject({ DeletionPolicy: 'Retain' });
  });

  test('a restored table can replace the lost one, which stays as it is', () => {
    const { tableName, tableStreamArn: stream } = restoredTable('dev');
    const { templates: restored } = synthesised({ tableName, tableStreamArn: stream });
    theResource(restored.data, 'AWS::DynamoDB::Table');
    for (const template of [restored.data, restored.api]) {
      const tables = Object.values(resources(template, 'AWS::Lambda::Function')).map(
        ({ Properties }) => Properties['Environment'].Variables.TABLE_NAME,
      );
      expect(new Set(tables)).toEqual(new Set([tableName]));
    }
    const mappings = Object.values(resources(restored.api, 'AWS::Lambda::EventSourceMapping'));
    const onStreams = mappings.filter(({ Properties }) => 'StartingPosition' in Properties);
    expect(onStreams.length).toBeGreaterThan(0);
    for (const { Properties } of onStreams) expect(Properties['EventSourceArn']).toBe(stream);
  });

  test('the stack itself can be deleted only after its protection is removed', () => {
    expect(stacks.data.terminationProtection).toBe(true);
  });
});

describe('sign-in', () => {
  test('an address is the same however it is written, must be verified, and is the only way to recover an account', () => {
    expect(theResource(data, 'AWS::Cognito::UserPool').Properties).toMatchObject({
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AutoVerifiedAttributes: ['email'],
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    });
  });

  test('a production stage requires a second factor of everybody, and other stages offer passkeys', () => {
    const poolOf = (given: GivenOptions) =>
      theResource(synthesised(given).templates.data, 'AWS::Cognito::UserPool').Properties;
    expect(poolOf({ stage: 'prod' })).toMatchObject({
      UserPoolTier: 'ESSENTIALS',
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] } },
    });
    expect(poolOf({})).toMatchObject({
      MfaConfiguration: 'OFF',
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
    });
    expect(poolOf({ stage: 'prod', mfa: 'off' })).toMatchObject({ MfaConfiguration: 'OFF' });
  });

  test('a password is judged by its length, not by its kinds of characters', () => {
    expect(theResource(data, 'AWS::Cognito::UserPool').Properties['Policies'].PasswordPolicy).toMatchObject({
      MinimumLength: 15,
      RequireLowercase: false,
      RequireUppercase: false,
      RequireNumbers: false,
      RequireSymbols: false,
    });
  });

  test('the address of the sign-in page does not reveal the number of the AWS account', () => {
    const { Domain } = theResource(data, 'AWS::Cognito::UserPoolDomain').Properties;
    expect(JSON.stringify(Domain)).not.toContain('AWS::AccountId');
  });

  test('access tokens get their claims from Berth’s trigger, in its second version', () => {
    expect(theResource(data, 'AWS::Cognito::UserPool').Properties['LambdaConfig']).toMatchObject({
      PreTokenGenerationConfig: { LambdaVersion: 'V2_0' },
    });
  });

  test('a browser signs in by code, without a secret, and gets short-lived tokens that are refreshed by rotation', () => {
    const { Properties: client } = theResource(origin, 'AWS::Cognito::UserPoolClient');
    expect(client).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      AccessTokenValidity: 5,
      TokenValidityUnits: { AccessToken: 'minutes' },
      RefreshTokenRotation: { Feature: 'ENABLED' },
    });
    // With rotation Cognito refuses a client that has this flow.
    expect(client['ExplicitAuthFlows']).not.toContain('ALLOW_REFRESH_TOKEN_AUTH');
  });

  test('there is a group of operators', () => {
    expect(theResource(data, 'AWS::Cognito::UserPoolGroup').Properties).toMatchObject({
      GroupName: OPERATORS,
    });
  });

  test('on a closed stage nobody can sign up by themselves', () => {
    const { templates: closed } = synthesised({ signUp: 'closed' });
    const mayOnlyBeMade = (template: typeof data) =>
      theResource(template, 'AWS::Cognito::UserPool').Properties['AdminCreateUserConfig']
        .AllowAdminCreateUserOnly;
    expect(mayOnlyBeMade(closed.data)).toBe(true);
    expect(mayOnlyBeMade(data)).toBe(false);
  });
});

describe('the one origin', () => {
  const { DistributionConfig: distribution } = theResource(
    origin,
    'AWS::CloudFront::Distribution',
  ).Properties;
  const behaviors: Record<string, any>[] = distribution.CacheBehaviors; // oxlint-disable-line typescript/no-explicit-any -- as CloudFormation has it
  const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
  const allButHost = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

  test('the API is never cached, gets everything that the client sent except Host, and takes every method, over TLS only', () => {
    const toApi = behaviors.filter(({ PathPattern }) => PathPattern.startsWith('/v1'));
    expect(toApi.map(({ PathPattern }) => PathPattern)).toEqual(['/v1', '/v1/*']);
    for (const behavior of toApi) {
      expect(behavior).toMatchObject({
        CachePolicyId: cachingDisabled,
        OriginRequestPolicyId: allButHost,
        ViewerProtocolPolicy: 'https-only',
        AllowedMethods: expect.arrayContaining(['POST', 'PUT', 'PATCH', 'DELETE']),
      });
      expect(behavior['FunctionAssociations']).toBeUndefined();
    }
  });

  test('no answer of the API is replaced by a page', () => {
    expect(distribution.CustomErrorResponses).toBeUndefined();
  });

  test('the files come from a bucket that nobody else can read', () => {
    theResource(origin, 'AWS::CloudFront::OriginAccessControl');
    for (const { Properties } of Object.values(resources(origin, 'AWS::S3::Bucket'))) {
      expect(Properties['PublicAccessBlockConfiguration']).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
  });

  test('pages run only their own scripts, and only the API reference may have inline styles', () => {
    const policies = Object.entries(resources(origin, 'AWS::CloudFront::ResponseHeadersPolicy')).map(
      ([id, { Properties }]) =>
        [id, JSON.stringify(Properties['ResponseHeadersPolicyConfig'].SecurityHeadersConfig ?? {})] as const,
    );
    const pages = policies.filter(([, headers]) => headers.includes('script-src'));
    expect(pages).toHaveLength(2);
    for (const [, headers] of pages) {
      expect(headers).toContain("default-src 'none'");
      expect(headers).toContain("script-src 'self';");
      expect(headers).toContain("frame-ancestors 'none'");
      expect(headers).not.toContain('unsafe-eval');
    }
    const loose = pages.filter(([, headers]) => headers.includes('unsafe-inline')).map(([id]) => id);
    expect(loose).toEqual([expect.stringMatching(/^ReferenceHeaders/)]);
    for (const [, headers] of policies) expect(headers).toContain('StrictTransportSecurity');
  });

  test('a flood is stopped before it reaches a function, and every request is logged without its contents', () => {
    const { Properties } = theResource(origin, 'AWS::ApiGatewayV2::Stage');
    expect(Properties['DefaultRouteSettings']).toMatchObject({
      ThrottlingRateLimit: expect.any(Number),
      ThrottlingBurstLimit: expect.any(Number),
    });
    const format = JSON.parse(Properties['AccessLogSettings'].Format);
    expect(format).toMatchObject({ requestId: '$context.requestId', status: '$context.status' });
    expect(JSON.stringify(format)).not.toMatch(/path|query|authoriz/i);
  });

  test('a custom domain comes with its certificate and with modern TLS', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/0';
    const { templates: own } = synthesised({ domain: 'console.example.com', certificateArn });
    expect(
      theResource(own.origin, 'AWS::CloudFront::Distribution').Properties['DistributionConfig'],
    ).toMatchObject({
      Aliases: ['console.example.com'],
      ViewerCertificate: { AcmCertificateArn: certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
    });
    expect(theResource(own.origin, 'AWS::Cognito::UserPoolClient').Properties['CallbackURLs']).toEqual([
      'https://console.example.com/callback',
    ]);
  });
});

describe('page routing', () => {
  const code = readFileSync(new URL('../../cdk/page-routing.js', import.meta.url), 'utf8');
  // oxlint-disable-next-line typescript/no-implied-eval -- CloudFront evaluates it as well
  const handler = new Function(`${code}; return handler;`)() as (event: object) => {
    uri?: string;
    statusCode?: number;
  };
  const routed = (uri: string) => handler({ request: { uri } });

  test.each([
    ['/', '/index.html'],
    ['/accounts/acc_1/environments', '/index.html'],
    ['/v1.2/settings', '/index.html'],
    ['/api-reference/', '/api-reference/index.html'],
    ['/assets/index-1a2b.js', '/assets/index-1a2b.js'],
    ['/config.json', '/config.json'],
    ['/openapi.json', '/openapi.json'],
  ])('%s is served from %s', (path, file) => {
    expect(routed(path).uri).toBe(file);
  });

  test('the API reference without its last slash is redirected to its folder', () => {
    expect(routed('/api-reference').statusCode).toBe(308);
  });
});

describe('the files', () => {
  test('what the console must know about its stage is never cached', () => {
    const caches = Object.values(resources(files, 'Custom::CDKBucketDeployment')).map(
      ({ Properties }) => Properties['SystemMetadata']['cache-control'],
    );
    expect(new Set(caches)).toEqual(new Set(['no-cache', 'no-store', 'public, max-age=31536000, immutable']));
  });

  test('scripts are uploaded before the pages that load them, and pages before the configuration of the stage', () => {
    const uploads = Object.entries(resources(files, 'Custom::CDKBucketDeployment'));
    const after = (beginning: string) => {
      const [, upload] = uploads.find(([id]) => id.startsWith(beginning)) ?? [];
      return (upload?.DependsOn ?? []).filter((id) => uploads.some(([other]) => other === id));
    };
    expect(after('Assets')).toEqual([]);
    expect(after('Pages')).toEqual([expect.stringMatching(/^Assets/)]);
    expect(after('Configuration')).toContainEqual(expect.stringMatching(/^Pages/));
  });

  test('the console is deployed after the API that it calls', () => {
    expect(stacks.console.dependencies).toContain(stacks.api);
  });
});

describe('options', () => {
  const read = optionsOf;

  test('without options the stage is dev with the plan of the contract', () => {
    expect(read({})).toMatchObject({ stage: 'dev', planName: 'Standard', planCalls: 40, signUp: 'open' });
  });

  test.each([
    ['a misspelt option', { alarmMail: 'ops@example.com' }, /alarmMail/],
    ['a stage whose name Cognito reserves', { stage: 'my-aws' }, /stage/],
    ['a region that takes no access logs', { region: 'af-south-1' }, /region/],
    ['another stage’s table', restoredTable('dev', 'prod'), /berth-dev\./],
    [
      'a stream of another table',
      { ...restoredTable('dev'), tableName: 'berth-dev.other' },
      /tableStreamArn/,
    ],
    ['a plan of nothing', { planCalls: '0' }, /planCalls/],
    ['a domain without its certificate', { domain: 'console.example.com' }, /go together/],
    ['an identity without a sender', { mailIdentity: 'example.com' }, /mailFrom/],
  ])('%s is refused by name', (_case, context, message) => {
    expect(() => read(context)).toThrow(message);
  });

  test('the flags of the CDK are not Berth’s', () => {
    const context = { '@aws-cdk/core:checkSecretUsage': true, 'aws:cdk:version-reporting': true, domain: '' };
    expect(optionsInContext(new App({ context }))).toEqual({ domain: null });
  });
});
