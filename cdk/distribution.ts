import { readFileSync } from 'node:fs';
import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AccessLevel,
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
  type BehaviorOptions,
  S3OriginAccessControl,
  type ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectOwnership,
  type BucketProps,
  type IBucket,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { ORIGIN_SECRET_HEADER } from '../lib/api/origin-secret-header.ts';
import { durabilityOf, type Options } from './options.ts';
import { responseHeaders } from './response-headers.ts';

export interface DistributionProps {
  readonly options: Options;
  readonly api: HttpApi;
  /** The sign-in page. */
  readonly signInOrigin: string;
  /** Proves to the functions that a request came through the distribution. */
  readonly originSecret: string;
  /** Or 'none'. */
  readonly webAclArn: string;
}

/** One origin for everything: the files of the console from a bucket, the API from its gateway. */
export function distribution(
  scope: Construct,
  { options, api, signInOrigin, originSecret, webAclArn }: DistributionProps,
): { files: IBucket; distribution: Distribution } {
  const { domain, certificateArn, stage } = options;
  const { files, logs } = buckets(scope, options);
  const headers = responseHeaders(scope, { stage, signInOrigin });

  const pageRouting = new EdgeFunction(scope, 'PageRouting', {
    comment: 'Berth: a path without a full stop is a page of the console',
    code: FunctionCode.fromInline(readFileSync(new URL('page-routing.js', import.meta.url), 'utf8')),
    runtime: FunctionRuntime.JS_2_0,
  });
  const filesOrigin = S3BucketOrigin.withOriginAccessControl(files, {
    // The name must be unique in the account, over all regions. The CDK's default name is not.
    originAccessControl: new S3OriginAccessControl(scope, 'FilesAccess', {
      originAccessControlName: `berth-${stage}-${Aws.REGION}`,
    }),
    // With the permission to list, a missing file is a 404. Without it S3 answers 403, so as not to reveal what exists.
    originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
  });
  const pages = (responseHeadersPolicy: ResponseHeadersPolicy): BehaviorOptions => ({
    origin: filesOrigin,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
    // Each file has its own cache header.
    cachePolicy: CachePolicy.CACHING_OPTIMIZED,
    responseHeadersPolicy,
    functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: pageRouting }],
  });
  const toApi: BehaviorOptions = {
    origin: new HttpOrigin(`${api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`, {
      readTimeout: Duration.seconds(30),
      customHeaders: { [ORIGIN_SECRET_HEADER]: originSecret },
    }),
    // A redirect would come too late: the credential would already have been sent unencrypted.
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    // Authorization and all other headers go to the API, except Host, by which API Gateway finds the API.
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    responseHeadersPolicy: headers.api,
  };

  const made = new Distribution(scope, 'Distribution', {
    comment: `Berth ${stage}`,
    defaultBehavior: pages(headers.console),
    additionalBehaviors: {
      '/api-reference/*': pages(headers.reference),
      '/v1': toApi,
      '/v1/*': toApi,
    },
    defaultRootObject: 'index.html',
    httpVersion: HttpVersion.HTTP2_AND_3,
    // Customers call the API from any country.
    priceClass: PriceClass.PRICE_CLASS_ALL,
    enableLogging: true,
    logBucket: logs,
    logFilePrefix: 'distribution/',
    ...(domain !== undefined &&
      certificateArn !== undefined && {
        domainNames: [domain],
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        certificate: Certificate.fromCertificateArn(scope, 'Certificate', certificateArn),
      }),
    ...(webAclArn !== 'none' && { webAclId: webAclArn }),
  });
  Validations.of(made).acknowledge(
    { id: 'AwsSolutions-CFR1', reason: 'Customers call the API from any country.' },
    {
      id: 'Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk',
      reason: 'PageRouting turns the root, and every other path that could list the bucket, into a page.',
    },
  );
  if (webAclArn === 'none') {
    Validations.of(made).acknowledge({
      id: 'AwsSolutions-CFR2',
      reason: 'A production stage has a web ACL. The option webAcl is for owners who decide otherwise.',
    });
  }
  if (domain === undefined) {
    Validations.of(made).acknowledge({
      id: 'AwsSolutions-CFR4',
      reason:
        "CloudFront's own domain names come with its own TLS policy. With the option domain it is TLS 1.2 and up.",
    });
  }
  return { files, distribution: made };
}

function buckets(scope: Construct, options: Options): { files: IBucket; logs: IBucket } {
  const { removalPolicy } = durabilityOf(options);
  const bucket = (id: string, props: BucketProps) =>
    // The class differs only for a compiler that distinguishes a missing property from an undefined one.
    new Bucket(scope, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy,
      autoDeleteObjects: removalPolicy === RemovalPolicy.DESTROY && !options.emulator,
      ...props,
    }) as IBucket;
  const logs = bucket('AccessLogs', {
    // CloudFront delivers its logs as the owner of the objects.
    objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    lifecycleRules: [{ expiration: Duration.days(90) }],
  });
  Validations.of(logs).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'It contains the access logs themselves.',
  });
  const files = bucket('Files', { serverAccessLogsBucket: logs, serverAccessLogsPrefix: 'files/' });
  return { files, logs };
}
