import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source, type ISource } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import type { ConsoleConfiguration } from './console-configuration.ts';
import { durabilityOf, type Options } from './options.ts';

export interface ConsoleStackProps {
  readonly options: Options;
  /** The built console. */
  readonly built: string;
  /** The bucket of the files. */
  readonly filesArn: string;
  readonly configuration: ConsoleConfiguration;
}

const OPENAPI = fileURLToPath(new URL('../openapi.json', import.meta.url));

/** The files: console, OpenAPI document, and the console's configuration for its stage. */
export class ConsoleStack extends Stack {
  constructor(scope: Construct, id: string, { options, built, filesArn, configuration }: ConsoleStackProps) {
    super(scope, id, {
      env: { region: options.region },
      description: `Berth ${options.stage}: files of the console`,
    });
    const { logRetention, removalPolicy } = durabilityOf(options);
    const log = new LogGroup(this, 'UploadLog', { retention: logRetention, removalPolicy });
    const files = Bucket.fromBucketArn(this, 'Files', filesArn);
    const upload = (name: string, sources: ISource[], cacheControl: CacheControl[], prefix = '') =>
      new BucketDeployment(this, name, {
        sources,
        destinationBucket: files,
        destinationKeyPrefix: prefix,
        cacheControl,
        // A tab that was opened before a deployment continues to load the files that it knows.
        prune: false,
        memoryLimit: 512,
        logGroup: log,
      });

    // Built files are named by the hash of their content; all others keep their names and must be revalidated.
    const forEver = [
      CacheControl.setPublic(),
      CacheControl.maxAge(Duration.days(365)),
      CacheControl.immutable(),
    ];
    const assets = upload('Assets', [Source.asset(`${built}/assets`)], forEver, 'assets');
    const document = Source.data('openapi.json', readFileSync(OPENAPI, 'utf8'));
    const pages = upload(
      'Pages',
      [Source.asset(built, { exclude: ['assets', '.*'] }), document],
      [CacheControl.noCache()],
    );
    const settings = upload(
      'Configuration',
      [Source.jsonData('config.json', configuration)],
      [CacheControl.noStore()],
    );
    // The order ensures that a page never asks for a script, nor a script for a setting, that does not exist yet.
    pages.node.addDependency(assets);
    settings.node.addDependency(pages);
    this.#acknowledge(files);
  }

  /** The uploading function is the CDK's own, alone in this stack; its settings are not ours to choose. */
  #acknowledge(files: IBucket): void {
    const wildcards = {
      'Action::s3:GetBucket*': 'reads of the two buckets below',
      'Action::s3:GetObject*': 'reads of the two buckets below',
      'Action::s3:List*': 'reads of the two buckets below',
      'Action::s3:DeleteObject*': 'writes to the bucket of the console',
      'Action::s3:Abort*': 'writes to the bucket of the console',
      [`Resource::arn:aws:s3:::cdk-${this.synthesizer.bootstrapQualifier ?? ''}-assets-<AWS::AccountId>-${this.region}/*`]:
        'the files as `cdk deploy` has put them there',
      [`Resource::${this.resolve(files.bucketArn)['Fn::ImportValue']}/*`]:
        'the files as the distribution serves them',
    };
    Validations.of(this).acknowledge(
      ...Object.entries(wildcards).map(([finding, what]) => ({
        id: `AwsSolutions-IAM5[${finding}]`,
        reason: `Uploading the console: ${what}.`,
      })),
      {
        id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
        reason: 'The CDK attaches it to its upload function. It only allows writing logs.',
      },
      { id: 'AwsSolutions-L1', reason: 'The CDK chooses the runtime of its upload function.' },
    );
  }
}
