// The program that `cdk` runs: it bundles the functions and describes the stacks of one stage. It needs no network
// and no credentials.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App, Tags, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import { berth } from './berth.ts';
import { bundle } from './bundle/bundle.ts';
import { functions } from './functions.ts';
import { optionsInContext, optionsInFile, optionsOf } from './options.ts';

const app = new App();
const { stage = 'dev', ...fromContext } = optionsInContext(app);
const given = { ...optionsInFile(String(stage)), ...fromContext };
const options = optionsOf({ ...given, stage });
const built = fileURLToPath(new URL('../console/dist', import.meta.url));
if (!existsSync(join(built, 'index.html'))) {
  throw new Error('The console has not been built. Build it first: npm run console:build');
}
const bundles = join(app.outdir, 'functions');
await bundle(Object.keys(functions), bundles);
berth(app, { options, given, codeOf: (name) => Code.fromAsset(join(bundles, name)), built });
Tags.of(app).add('berth:stage', options.stage);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
app.synth();
