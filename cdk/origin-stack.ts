import { CfnOutput, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import {
  CfnManagedLoginBranding,
  OAuthScope,
  UserPoolClient,
  type UserPool,
  type UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { FilterPattern, LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { distribution } from './distribution.ts';
import { gatewayLines, ofGateway } from './metrics.ts';
import { originSecrets } from './origin-secret.ts';
import { durabilityOf, type Options } from './options.ts';

export interface OriginStackProps {
  readonly options: Options;
  readonly pool: UserPool;
  readonly signIn: UserPoolDomain;
}

/**
 * The most requests a second in total. Each client also has the limits of its account; this limit protects all
 * functions from a flood.
 */
const THROTTLE = { rateLimit: 5_000, burstLimit: 2_500 };

/**
 * The one address that people and clients know, with nothing behind it yet: distribution, gateway, and the client for
 * sign-in. The functions need the address, and the distribution can't refer to the functions, so it is deployed
 * before them.
 */
export class OriginStack extends Stack {
  readonly api: HttpApi;
  readonly distribution: Distribution;
  /** The bucket from which the distribution serves everything except the API. */
  readonly filesArn: string;
  readonly client: UserPoolClient;
  /** For example https://console.example.com, without a slash at the end. */
  readonly origin: string;

  constructor(scope: Construct, id: string, { options, pool, signIn }: OriginStackProps) {
    super(scope, id, {
      env: { region: options.region },
      description: `Berth ${options.stage}: the address of console and API`,
      // Another distribution would have another address, which nobody knows.
      terminationProtection: options.production,
    });
    this.api = this.#gateway(options);
    const { files, ...made } = distribution(this, {
      options,
      api: this.api,
      signInOrigin: signIn.baseUrl(),
      originSecret: originSecrets(this, options),
      webAclArn: options.webAcl === 'managed' ? this.#webAclArn() : options.webAcl,
    });
    this.distribution = made.distribution;
    // With a domain no other stack needs it. It is always exported, so that it does not prevent adding a domain later.
    this.exportValue(this.distribution.distributionDomainName);
    // A fixed name, so that a rule can be acknowledged for it.
    this.filesArn = this.exportValue(files.bucketArn, { name: `${this.stackName}-FilesArn` });
    this.origin = `https://${options.domain ?? this.distribution.distributionDomainName}`;
    this.client = this.#client(pool);
    if (!options.emulator) this.#signInStyle(pool, signIn);

    new CfnOutput(this, 'ConsoleUrl', { value: this.origin });
    new CfnOutput(this, 'ApiUrl', { value: `${this.origin}/v1` });
    new CfnOutput(this, 'DistributionDomain', { value: this.distribution.distributionDomainName });
    new CfnOutput(this, 'DistributionId', { value: this.distribution.distributionId });
    new CfnOutput(this, 'GatewayUrl', { value: this.api.apiEndpoint });
    new CfnOutput(this, 'UserPoolClientId', { value: this.client.userPoolClientId });
  }

  /**
   * The web ACL is in another region, the one that CloudFront reads it from. `npm run deploy` deploys it first and
   * passes it on.
   */
  #webAclArn(): string {
    return new CfnParameter(this, 'WebAclArn', {
      description: 'The web ACL of the stage: an output of its stack in us-east-1',
      allowedPattern: '^arn:aws:wafv2:us-east-1:\\d{12}:global/webacl/.+$',
    }).valueAsString;
  }

  /**
   * No authorizer: the functions check the credential on every request, and the cached answers of an authorizer
   * could be out of date.
   */
  #gateway(options: Options): HttpApi {
    const { logRetention, removalPolicy } = durabilityOf(options);
    const api = new HttpApi(this, 'Api', {
      apiName: `berth-${options.stage}`,
      description: `Berth ${options.stage}`,
      createDefaultStage: false,
    });
    const log = new LogGroup(this, 'ApiLog', { retention: logRetention, removalPolicy });
    for (const [what, pattern] of Object.entries(gatewayLines)) {
      const { namespace, metricName } = ofGateway(what as keyof typeof gatewayLines, options);
      log.addMetricFilter(what, {
        metricNamespace: namespace,
        metricName,
        filterPattern: FilterPattern.literal(pattern),
        metricValue: '1',
      });
    }
    new HttpStage(this, 'ApiStage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        // No path and no query: the route is enough, and so neither ids nor secrets are logged.
        format: AccessLogFormat.custom(
          JSON.stringify({
            time: '$context.requestTimeEpoch',
            requestId: '$context.requestId',
            ip: '$context.identity.sourceIp',
            route: '$context.routeKey',
            status: '$context.status',
            bytes: '$context.responseLength',
            milliseconds: '$context.responseLatency',
            functionMilliseconds: '$context.integrationLatency',
            error: '$context.integrationErrorMessage',
          }),
        ),
      },
    });
    return api;
  }

  #client(pool: UserPool): UserPoolClient {
    return new UserPoolClient(this, 'Client', {
      userPool: pool,
      // A browser cannot keep a secret, so it uses code and PKCE.
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${this.origin}/callback`],
        logoutUrls: [`${this.origin}/`],
      },
      authFlows: { user: true },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(5),
      idTokenValidity: Duration.minutes(5),
      refreshTokenValidity: Duration.days(30),
      // Each refresh gives a new refresh token; for this long the old one still works, for two tabs at the same moment.
      refreshTokenRotationGracePeriod: Duration.seconds(30),
    });
  }

  /** Managed login has no pages until it has a style. */
  #signInStyle(pool: UserPool, signIn: UserPoolDomain): void {
    new CfnManagedLoginBranding(this, 'SignInStyle', {
      userPoolId: pool.userPoolId,
      clientId: this.client.userPoolClientId,
      useCognitoProvidedValues: true,
    }).node.addDependency(signIn);
  }
}
