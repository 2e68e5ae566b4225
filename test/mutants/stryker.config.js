const folder = process.env.MUTANTS_FOLDER ?? '';
const results = `test-results/mutants/${folder.replaceAll('/', '-')}`;

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  plugins: ['@stryker-mutator/*', './test/mutants/sample.js'],
  checkers: ['sample'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { projectType: 'custom', configFile: 'test/mutants/jest.config.js', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  // Schemas and rows of tables are made when a module is loaded: a bug in them would have to be tried with every test.
  ignoreStatic: true,
  mutator: { excludedMutations: ['StringLiteral', 'Regex'] },
  disableTypeChecks: false,
  // It would be rewritten with TypeScript's JavaScript API, which this TypeScript does not have. esbuild strips the types.
  tsconfigFile: 'none',
  incremental: true,
  incrementalFile: `${results}.incremental.json`,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: `${results}.json` },
  clearTextReporter: { logTests: false, allowColor: false },
  tempDirName: '.cache/mutants',
  ignorePatterns: ['.cache', 'cdk.out', 'dist', 'docs', 'test-results', '.data', 'console/dist'],
  concurrency: Number(process.env.MUTANTS_AT_ONCE ?? 2),
  timeoutMS: 60_000,
  dryRunTimeoutMinutes: 30,
  thresholds: { high: 95, low: 85, break: null },
};
