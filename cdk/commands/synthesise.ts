import { APP, cdk, node } from './command-line.ts';

/** Options are for the synthesis. All other arguments go to the CDK's command unchanged. */
export function contextOf(rest: readonly string[]): { context: string[]; others: string[] } {
  const context: string[] = [];
  const others: string[] = [];
  for (let at = 0; at < rest.length; at += 1) {
    const arg = rest[at] as string;
    if (arg === '-c' || arg === '--context') {
      context.push(`--context=${rest[at + 1] ?? ''}`);
      at += 1;
    } else if (/^(-c|--context)=/.test(arg)) context.push(arg.replace(/^-c=/, '--context='));
    else others.push(arg);
  }
  return { context, others };
}

/** Writes the assembly of a stage to a folder: it needs neither an account nor a network. */
export async function synthesise(stage: string, assembly: string, context: readonly string[]): Promise<void> {
  await node(['console/build.ts', '--if-stale']);
  await cdk([
    'synth',
    APP,
    '--quiet',
    '--strict',
    `--output=${assembly}`,
    `--context=stage=${stage}`,
    ...context,
  ]);
}
