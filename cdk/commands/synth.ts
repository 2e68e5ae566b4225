// npm run synth -- [--stage NAME] [-c name=value ...]: writes the templates of one stage, or of each that has a file,
// to cdk.out/<stage>. It needs neither an account nor a network. `npm run deploy -- --assembly cdk.out/<stage>` deploys
// them unchanged.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { command, nothingElse, project, take } from './command-line.ts';
import { contextOf, synthesise } from './synthesise.ts';

await command(async (args) => {
  const one = take(args, '--stage');
  const { context, others } = contextOf(args);
  nothingElse(others);
  const stages =
    one === undefined
      ? readdirSync(join(project, 'stages')).map((file) => file.replace(/\.json$/, ''))
      : [one];
  for (const stage of stages) {
    const output = join(project, 'cdk.out', stage);
    await synthesise(stage, output, context);
    console.log(`${stage}: ${output}`);
  }
});
