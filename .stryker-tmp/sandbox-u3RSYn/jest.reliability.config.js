import everything from './jest.config.js';

/**
 * The long look at reliability: the same tests as in `npm test`, with far more runs, at places that differ each time.
 * @type {import('jest').Config}
 */
export default {
  ...everything,
  testMatch: ['<rootDir>/test/reliability/**/*.test.ts'],
  globals: { effort: 'long' },
  testTimeout: 1_800_000,
};
