import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/**
 * Modules that never run in Lambda, by how they are imported, with their replacements. They cost bytes, and the bytes
 * cost time at every cold start.
 */
const leftOut: readonly { readonly module: RegExp; readonly instead: string }[] = [
  {
    // Lambda puts the role's credentials into the environment, so no other source of credentials is needed.
    module: /^@aws-sdk\/credential-provider-node$/,
    instead: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
  },
  {
    // There are no ~/.aws/config and ~/.aws/credentials, which the SDK would read when it starts.
    module: /\/loadSharedConfigFiles$/,
    instead: 'exports.loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });',
  },
  {
    // Lambda sets the region.
    module: /\/getInstanceMetadataRegion$/,
    instead: 'exports.getInstanceMetadataRegion = async () => undefined;',
  },
  {
    // Node's own hashes are used.
    module: /\/Sha256Js$/,
    instead: 'exports.Sha256Js = class {};',
  },
  {
    // DynamoDB's client has a cache for discovered endpoints, though only Timestream discovers them.
    module: /^@aws-sdk\/endpoint-cache$/,
    instead: 'exports.EndpointCache = class {};',
  },
  {
    // Signs single events of a stream, which no request here has.
    module: /\/HeaderFormatter$/,
    instead: 'exports.HeaderFormatter = class {};',
  },
  {
    // Only for the retry mode `adaptive`, which is not used.
    module: /\/(AdaptiveRetryStrategy|DefaultRateLimiter)$/,
    instead: 'exports.AdaptiveRetryStrategy = exports.DefaultRateLimiter = class {};',
  },
  {
    // The discovery itself: its set-up, and its setting.
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
    // Functions set their own timeouts and retries.
    module: /\/resolveDefaultsModeConfig$/,
    instead: "export const resolveDefaultsModeConfig = () => async () => 'legacy';",
  },
  {
    // No client gets a logger.
    module: /\/loggerMiddleware$/,
    instead:
      'export const getLoggerPlugin = () => ({ applyToStack() {} }), loggerMiddleware = 0, loggerMiddlewareOptions = 0;',
  },
  {
    // Reports to AWS which features of the SDK are in use.
    module: /\/check-features$/,
    instead: 'export const checkFeatures = async () => {};',
  },
  {
    // No request here uses a bucket.
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
 * The address of DynamoDB: the SDK has the rules for all partitions, for FIPS and for addresses of an account. A stage
 * is in a region of the partition `aws`, and uses its usual address or, in a test, a given one.
 */
export const dynamoDbAddress = `export const defaultEndpointResolver = ({ Endpoint, Region }) => ({
  url: new URL(Endpoint ?? 'https://dynamodb.' + Region + '.amazonaws.com'),
  properties: {},
  headers: {},
});`;

/** Modules with an unneeded part, by the end of their path, with a function that removes this part from their text. */
const trimmed: readonly { readonly file: RegExp; readonly trim: (text: string) => string }[] = [
  {
    // A client uses only the version in its own package.json.
    file: /[\\/]@aws-sdk[\\/]client-[a-z0-9-]+[\\/]package\.json$/,
    trim: (text) => JSON.stringify({ version: (JSON.parse(text) as { version: string }).version }),
  },
  {
    // The names of all regions. The pattern of a partition is enough to find the partition of a region.
    file: /[\\/]util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/,
    trim: (text) => text.replaceAll(/"regions": \{(?:[^{}]|\{[^{}]*\})*\}/g, '"regions": {}'),
  },
  {
    file: /[\\/]client-dynamodb[\\/]dist-es[\\/]endpoint[\\/]endpointResolver\.js$/,
    trim: () => dynamoDbAddress,
  },
  {
    // Keeps only the errors that have more than a name and a message. All others are made from the base, with the same
    // name.
    file: /[\\/]client-dynamodb[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/,
    trim: (text) =>
      text.replaceAll(
        /^\w+\.registerError\((?!DynamoDBService|ConditionalCheckFailed|TransactionCanceled|ProvisionedThroughput|RequestLimit|Throttling)\w+\$, \w+\);$/gm,
        '',
      ),
  },
  {
    // What the document says about an operation.
    file: /[\\/]lib[\\/]api[\\/]routes[\\/].*\.ts$/,
    trim: (text) =>
      text.replaceAll(/^ {4}(?:summary|description):\s+(?:'[^'\n]*'|`[^`]*`|"[^"\n]*"),$/gm, ''),
  },
];

/** Leaves code out of the bundle that never runs in Lambda. */
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
