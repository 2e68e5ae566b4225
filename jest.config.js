/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Everything below these is somebody else's, and looking at it costs seconds.
  modulePathIgnorePatterns: ['<rootDir>/(\\.cache|\\.data|dist|cdk\\.out)/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/setup/typescript.js' },
  globalSetup: '<rootDir>/test/setup/start-dynamodb.ts',
  globalTeardown: '<rootDir>/test/setup/stop-dynamodb.ts',
  testSequencer: '<rootDir>/test/setup/longest-first.js',
  setupFilesAfterEnv: ['<rootDir>/test/setup/matchers.ts'],
  // DynamoDB Local takes a good part of a third core.
  maxWorkers: 2,
  // Generous: nothing is asserted about time, and the machine may have other things to do.
  testTimeout: 120_000,
};
