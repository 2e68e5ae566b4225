import { CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { problems } from '../lib/api/problem.ts';
import {
  MACHINE_CREDENTIALS,
  RATE_LIMITED_DETAIL,
  RATE_WINDOW_SECONDS,
  rateRules,
} from '../lib/api/rate-rules.ts';
import { EDGE_REGION } from './names.ts';
import type { Options } from './options.ts';

const { rate_limited: rateLimited } = problems;

/** WAF answers instead of a function, so there is no request id. */
const tooMany = JSON.stringify({
  type: '/problems/rate_limited',
  title: rateLimited.title,
  status: rateLimited.status,
  detail: RATE_LIMITED_DETAIL,
  code: 'rate_limited',
});

const authorization = { singleHeader: { Name: 'authorization' } };
const asItIs = [{ priority: 0, type: 'NONE' }];

/** Protects the distribution from strangers: rates by address and by credential. */
export class WebAclStack extends Stack {
  constructor(scope: Construct, id: string, { options }: { options: Options }) {
    super(scope, id, {
      env: { region: EDGE_REGION },
      description: `Berth ${options.stage} in ${options.region}: the web ACL of its distribution`,
    });
    const acl = new CfnWebACL(this, 'WebAcl', {
      name: `berth-${options.stage}-${options.region}`,
      description: `Berth ${options.stage}`,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: seen('all'),
      customResponseBodies: {
        RateLimited: { contentType: 'APPLICATION_JSON', content: tooMany },
      },
      rules: [
        rate(0, 'address-without-key', rateRules.addressWithoutKey, {
          aggregateKeyType: 'IP',
          scopeDownStatement: {
            notStatement: { statement: { orStatement: { statements: MACHINE_CREDENTIALS.map(beginsWith) } } },
          },
        }),
        rate(1, 'address', rateRules.address, { aggregateKeyType: 'IP' }),
        rate(2, 'credential', rateRules.credential, {
          aggregateKeyType: 'CUSTOM_KEYS',
          customKeys: [{ header: { name: 'authorization', textTransformations: asItIs } }],
        }),
        {
          name: 'common',
          priority: 3,
          // It only counts: its rules about bodies and query strings do not fit this API, which checks both itself.
          overrideAction: { count: {} },
          statement: {
            managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesCommonRuleSet' },
          },
          visibilityConfig: seen('common'),
        },
      ],
    });
    new CfnOutput(this, 'WebAclArn', { value: acl.attrArn });
  }
}

const seen = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  // Samples would show the credentials of requests.
  sampledRequestsEnabled: false,
});

const beginsWith = (searchString: string): CfnWebACL.StatementProperty => ({
  byteMatchStatement: {
    fieldToMatch: authorization,
    positionalConstraint: 'STARTS_WITH',
    searchString,
    textTransformations: asItIs,
  },
});

function rate(
  priority: number,
  name: string,
  limit: number,
  aggregation: Omit<CfnWebACL.RateBasedStatementProperty, 'limit'>,
): CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    statement: { rateBasedStatement: { limit, evaluationWindowSec: RATE_WINDOW_SECONDS, ...aggregation } },
    action: {
      block: {
        customResponse: {
          responseCode: rateLimited.status,
          customResponseBodyKey: 'RateLimited',
          responseHeaders: [
            { name: 'Retry-After', value: String(RATE_WINDOW_SECONDS) },
            { name: 'Cache-Control', value: 'no-store' },
          ],
        },
      },
    },
    visibilityConfig: seen(name),
  };
}
