import { CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { problems } from '../lib/api/problem.ts';
import { EDGE_REGION } from './names.ts';
import type { Options } from './options.ts';

/**
 * Requests a minute. An environment of 10,000 calls of three minutes each sends some 22,000 with its one key. People, and
 * whoever has no credential at all, need far less: an office behind one address, each page of the console some ten requests.
 */
const LIMITS = { credential: 30_000, address: 60_000, addressWithoutKey: 3_000 };

/** Seconds: over which WAF counts, and after which a client that has slowed down is let in again. */
const WINDOW = 60;

/** How the credentials of machines begin, as they stand in the header `Authorization`. */
const MACHINES = ['Bearer brt_', 'Bearer bsa_'];

const { rate_limited: rateLimited } = problems;

/** WAF answers in place of a function, so there is no request id. */
const tooMany = JSON.stringify({
  type: '/problems/rate_limited',
  title: rateLimited.title,
  status: rateLimited.status,
  detail: 'Too many requests from this address, or with this credential. Try again in a minute.',
  code: 'rate_limited',
});

const authorization = { singleHeader: { Name: 'authorization' } };
const asItIs = [{ priority: 0, type: 'NONE' }];

/** What stands between strangers and the distribution: rates by address and by credential. */
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
        rate(0, 'address-without-key', LIMITS.addressWithoutKey, {
          aggregateKeyType: 'IP',
          scopeDownStatement: {
            notStatement: { statement: { orStatement: { statements: MACHINES.map(beginsWith) } } },
          },
        }),
        rate(1, 'address', LIMITS.address, { aggregateKeyType: 'IP' }),
        rate(2, 'credential', LIMITS.credential, {
          aggregateKeyType: 'CUSTOM_KEYS',
          customKeys: [{ header: { name: 'authorization', textTransformations: asItIs } }],
        }),
        {
          name: 'common',
          priority: 3,
          // It counts only: its rules about bodies and query strings know nothing of this API, and the API checks both itself.
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
  // Samples would show the credentials that requests carry.
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
    statement: { rateBasedStatement: { limit, evaluationWindowSec: WINDOW, ...aggregation } },
    action: {
      block: {
        customResponse: {
          responseCode: rateLimited.status,
          customResponseBodyKey: 'RateLimited',
          responseHeaders: [
            { name: 'Retry-After', value: String(WINDOW) },
            { name: 'Cache-Control', value: 'no-store' },
          ],
        },
      },
    },
    visibilityConfig: seen(name),
  };
}
