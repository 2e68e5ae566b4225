import config from '../../jest.config.js';

const { globalSetup: _, globalTeardown: __, ...rest } = config;
const folders = (process.env.MUTANTS_TESTS ?? '').split(',');

/** The database runs already, one for all mutants. */
export default {
  ...rest,
  rootDir: '../..',
  testMatch: folders
    .map((path) => `<rootDir>/${path}**/*.test.ts`)
    .concat(folders.map((path) => `<rootDir>/${path}*.test.ts`)),
  // A test that a mutant makes hang has found it.
  testTimeout: 30_000,
};
