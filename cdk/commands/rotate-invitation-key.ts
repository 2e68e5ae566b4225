// npm run rotate-invitation-key -- [--stage NAME] [--profile NAME]: replaces the key of invitation links. Links that
// were sent before stop working: those invitations have to be sent again.
import { randomBytes } from 'node:crypto';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { command, nothingElse, targetOf } from './command-line.ts';
import { outputOf } from './deployed-stack.ts';

await command(async (args) => {
  const { stage, rest } = targetOf(args);
  nothingElse(rest);
  const SecretString = randomBytes(48).toString('base64url');
  const SecretId = await outputOf(stage, 'Data', 'InvitationKeyArn');
  await new SecretsManagerClient({}).send(new PutSecretValueCommand({ SecretId, SecretString }));
  console.log(
    `The key of invitation links of ${stage} was replaced. The functions use the new one within a minute. Links sent before no longer work: send those invitations again.`,
  );
});
