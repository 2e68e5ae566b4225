import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/**
 * Modules that never run in Lambda, by how they are imported, with what stands in for them. They cost bytes, and the bytes
 * cost time at every cold start.
 */
const leftOut: readonly { readonly module: RegExp; readonly instead: string }[] = [
  {
    // Lambda puts the role's credentials into the environment. No profile, no SSO, no instance metadata to look for.
    module: /^@aws-sdk\/credential-provider-node$/,
    instead: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
  },
  {
    // Nor are there ~/.aws/config and ~/.aws/credentials, which the SDK would read at its start.
    module: /\/loadSharedConfigFiles$/,
    instead: 'exports.loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });',
  },
  {
    // Lambda says in which region it is.
    module: /\/getInstanceMetadataRegion$/,
    instead: 'exports.getInstanceMetadataRegion = async () => undefined;',
  },
  {
    // Node hashes by itself.
    module: /\/Sha256Js$/,
    instead: 'exports.Sha256Js = class {};',
  },
  {
    // DynamoDB's client brings a cache for endpoints to be discovered, though they are discovered for Timestream alone.
    module: /^@aws-sdk\/endpoint-cache$/,
    instead: 'exports.EndpointCache = class {};',
  },
  {
    // Signs single events of a stream, of which there is none.
    module: /\/HeaderFormatter$/,
    instead: 'exports.HeaderFormatter = class {};',
  },
  {
    // Only for the retry mode `adaptive`, which nobody asks for.
    module: /\/(AdaptiveRetryStrategy|DefaultRateLimiter)$/,
    instead: 'exports.AdaptiveRetryStrategy = exports.DefaultRateLimiter = class {};',
  },
  {
    // The discovery itself: what it is set up with, and its setting.
    module: /^@aws-sdk\/middleware-endpoint-discovery$/,
    instead:
      'export const resolveEndpointDiscoveryConfig = (config) => config; export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {};',
  },
  {
    // Addresses of an account: see dynamoDbAddress.
    module: /^@aws-sdk\/core\/account-id-endpoint$/,
    instead: `
      export const resolveAccountIdEndpointModeConfig = (config) => config;
      export const NODE_ACCOUNT_ID_ENDPOINT_MODE_CONFIG_OPTIONS = {
        environmentVariableSelector: () => undefined,
        configFileSelector: () => undefined,
        default: 'disabled',
      };`,
  },
  {
    // A function says by itself how long it waits and how often it tries.
    module: /\/resolveDefaultsModeConfig$/,
    instead: "export const resolveDefaultsModeConfig = () => async () => 'legacy';",
  },
  {
    // Nobody gives a client a logger.
    module: /\/loggerMiddleware$/,
    instead:
      'export const getLoggerPlugin = () => ({ applyToStack() {} }), loggerMiddleware = 0, loggerMiddlewareOptions = 0;',
  },
  {
    // What of the SDK is in use, for AWS to know.
    module: /\/check-features$/,
    instead: 'export const checkFeatures = async () => {};',
  },
  {
    // No request of ours names a bucket.
    module: /\/service-customizations$/,
    instead: 'exports.resolveParamsForS3 = async (parameters) => parameters;',
  },
  {
    // JSON Schema is made when the OpenAPI document is written, not when a request comes in.
    module: /\/(to-json-schema|json-schema-processors|json-schema-generator)\.js$/,
    instead: '',
  },
];

/**
 * Where DynamoDB is: the SDK brings the rules for all partitions, for FIPS and for addresses of an account. A stage is in a region
 * of the partition `aws`, and asks at its usual address or, in a test, where it is told to.
 */
export const dynamoDbAddress = `export const defaultEndpointResolver = ({ Endpoint, Region }) => ({
  url: new URL(Endpoint ?? 'https://dynamodb.' + Region + '.amazonaws.com'),
  properties: {},
  headers: {},
});`;

/** Modules that are needed but for a part, by the end of their path, with what takes that part out of their text. */
const trimmed: readonly { readonly file: RegExp; readonly trim: (text: string) => string }[] = [
  {
    // Of its own package.json a client uses the version.
    file: /[\\/]@aws-sdk[\\/]client-[a-z0-9-]+[\\/]package\.json$/,
    trim: (text) => JSON.stringify({ version: (JSON.parse(text) as { version: string }).version }),
  },
  {
    // The names of all regions. Which partition one belongs to is told by the partition's pattern.
    file: /[\\/]util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/,
    trim: (text) => text.replaceAll(/"regions": \{(?:[^{}]|\{[^{}]*\})*\}/g, '"regions": {}'),
  },
  {
    file: /[\\/]client-dynamodb[\\/]dist-es[\\/]endpoint[\\/]endpointResolver\.js$/,
    trim: () => dynamoDbAddress,
  },
  {
    // Of the errors those that carry more than a name and a message. All others are made of the base, with the same name.
    file: /[\\/]client-dynamodb[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/,
    trim: (text) =>
      text.replaceAll(
        /^\w+\.registerError\((?!DynamoDBService|ConditionalCheckFailed|TransactionCanceled|ProvisionedThroughput|RequestLimit|Throttling)\w+\$, \w+\);$/gm,
        '',
      ),
  },
];

/** Keeps from the bundle what never runs in Lambda. */
export const leaveOut: Plugin = {
  name: 'leave out what never runs in Lambda',
  setup(build) {
    for (const { module, instead } of leftOut) {
      build.onResolve({ filter: module }, ({ path }) => ({
        path,
        namespace: 'left-out',
        pluginData: instead,
        sideEffects: false,
      }));
    }
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ pluginData }) => ({
      contents: pluginData as string,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    }));
    for (const { file, trim } of trimmed) {
      build.onLoad({ filter: file }, async ({ path }) => ({
        contents: trim(await readFile(path, 'utf8')),
        loader: 'default',
      }));
    }
  },
};
