import { Aws, Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

const everywhere: ResponseSecurityHeadersBehavior = {
  contentTypeOptions: { override: true },
  strictTransportSecurity: {
    accessControlMaxAge: Duration.days(365),
    includeSubdomains: true,
    override: true,
  },
  // For pages and answers alike: none may be shown in a frame of another site.
  frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
};

/** The security headers, by the kind of response. */
export interface ResponseHeaders {
  readonly api: ResponseHeadersPolicy;
  readonly console: ResponseHeadersPolicy;
  readonly reference: ResponseHeadersPolicy;
}

/**
 * Pages may load from and connect to their own origin; the only other address is the token endpoint of the sign-in.
 * The API reference sets styles from its script, which needs 'unsafe-inline'; no other page has it.
 */
export function responseHeaders(
  scope: Construct,
  { stage, signInOrigin }: { stage: string; signInOrigin: string },
): ResponseHeaders {
  // The names must be unique in the account, over all regions. The CDK's default names are not.
  const named = (what: string) => ({ responseHeadersPolicyName: `berth-${stage}-${what}-${Aws.REGION}` });
  const pages = (
    id: string,
    comment: string,
    { styles, connections }: { styles: string; connections: string },
  ) =>
    new ResponseHeadersPolicy(scope, id, {
      ...named(id.replace('Headers', '').toLowerCase()),
      comment,
      securityHeadersBehavior: {
        ...everywhere,
        contentSecurityPolicy: {
          contentSecurityPolicy: [
            "default-src 'none'",
            "script-src 'self'",
            `style-src ${styles}`,
            "img-src 'self' data:",
            "font-src 'self' data:",
            `connect-src ${connections}`,
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
          ].join('; '),
          override: true,
        },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: true },
      },
      customHeadersBehavior: {
        customHeaders: [{ header: 'cross-origin-opener-policy', value: 'same-origin', override: true }],
      },
    });
  return {
    api: new ResponseHeadersPolicy(scope, 'ApiHeaders', {
      ...named('api'),
      comment: 'Berth API',
      securityHeadersBehavior: {
        ...everywhere,
        contentSecurityPolicy: {
          contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
          override: true,
        },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      },
    }),
    console: pages('ConsoleHeaders', 'Berth console', {
      styles: "'self'",
      connections: `'self' ${signInOrigin}`,
    }),
    reference: pages('ReferenceHeaders', 'Berth API reference', {
      styles: "'self' 'unsafe-inline'",
      connections: "'self'",
    }),
  };
}
