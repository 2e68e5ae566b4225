import { nothingElse, nothingTakenByNpm, onlyOptions, take } from '../../cdk/commands/command-line.ts';

describe('a command takes its stage from the command line', () => {
  test.each([[['--stage', 'prod', '--force']], [['--stage=prod', '--force']], [['--force', '--stage=prod']]])(
    'from %j',
    (args) => {
      const rest = [...args];
      expect(take(rest, '--stage')).toBe('prod');
      expect(rest).toEqual(['--force']);
    },
  );

  test.each([[['--stage']], [['--stage=']], [['--stage', '--force']], [['--stage', 'a', '--stage=b']]])(
    'and refuses %j, which would be another stage than the one that is meant',
    (args) => {
      expect(() => take([...args], '--stage')).toThrow(/--stage (takes a value|is given twice)/);
    },
  );

  test('and refuses what is left over: --stag prod', () => {
    expect(() => nothingElse(['--stag', 'prod'])).toThrow('Unknown arguments: --stag prod');
    expect(() => nothingElse([])).not.toThrow();
  });

  test('and passes on only what the CDK knows, because the CDK ignores the rest', () => {
    for (const rest of [['prod'], ['--ci', '--progress=events', 'prod'], ['--method', 'direct', 'prod']])
      expect(() => onlyOptions(rest)).toThrow('Unknown arguments: prod');
    expect(() => onlyOptions(['--stag', 'prod'])).toThrow('Unknown arguments: --stag prod');
    expect(() => onlyOptions(['constructor'])).toThrow('Unknown arguments: constructor');
    expect(() => onlyOptions(['--method', '--stag=prod'])).toThrow('Unknown arguments: --stag=prod');
    expect(() => onlyOptions(['--ci', '--stag=prod'])).toThrow('Unknown arguments: --stag=prod');
    expect(() => onlyOptions(['--ci', '--require-approval', 'never', '--progress=events'])).not.toThrow();
  });

  test('and notices that npm took it, because the -- before it is missing', () => {
    const npm = { npm_lifecycle_event: 'destroy', npm_config_prefix: '/usr' };
    expect(() => nothingTakenByNpm(npm)).not.toThrow();
    expect(() => nothingTakenByNpm({ ...npm, npm_config_stage: 'true' })).toThrow(
      'npm run destroy -- --stage',
    );
    expect(() => nothingTakenByNpm({ ...npm, npm_config_dry_run: 'true' })).toThrow('--dry-run');
    expect(() => nothingTakenByNpm({ ...npm, npm_config_call: 'domain=x' })).toThrow(
      'npm took -c for its own',
    );
  });
});
