import { statSync } from 'node:fs';

/** They take about a minute or more. One that begins last runs alone, while the other processor has nothing to do. */
const longest = [
  'reliability/mutants',
  'reliability/races',
  'performance/largest',
  'reliability/model',
  'authorization/matrix',
  'calls/largest',
  'bench/deliveries',
  'bench/life',
  'bench/worst',
  'http/largest-text',
].map((name) => `/test/${name}.test.ts`);

const rankOf = ({ path }) => {
  const at = longest.findIndex((name) => path.endsWith(name));
  return at < 0 ? longest.length : at;
};

/** Jest's order of test files: the longest ones, then the others by their size. */
export default class LongestFirst {
  sort(tests) {
    return tests.toSorted(
      (one, other) => rankOf(one) - rankOf(other) || statSync(other.path).size - statSync(one.path).size,
    );
  }
  allFailedTests(tests) {
    return tests;
  }
  cacheResults() {}
}
