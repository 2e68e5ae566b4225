import { createHash } from 'node:crypto';

const oneOf = Number(process.env.MUTANTS_ONE_OF ?? 1);

/** Lets one of so many bugs be planted, always the same ones. The others are reported as not compiled, and don't count. */
class Sample {
  async init() {}

  async check(mutants) {
    return Object.fromEntries(
      mutants.map((mutant) => [
        mutant.id,
        isChosen(mutant) ? { status: 'passed' } : { status: 'compileError', reason: 'not in the sample' },
      ]),
    );
  }
}

function isChosen({ fileName, location, replacement }) {
  const place = `${fileName.split('/').slice(-2).join('/')} ${JSON.stringify(location)} ${replacement}`;
  return createHash('sha256').update(place).digest().readUInt32BE() % oneOf === 0;
}

export const strykerPlugins = [{ kind: 'Checker', name: 'sample', injectableClass: Sample }];
