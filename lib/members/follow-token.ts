import type { AccountId } from '../api/schemas/ids.ts';
import type { Person, Profile } from '../auth/caller.ts';
import { earlierEmails } from './new-membership.ts';
import { Outdated, outdated } from '../request.ts';
import { commit } from '../change/commit.ts';
import { keys } from '../table/keys.ts';
import type { Context } from '../context.ts';

/**
 * Keeps the name and address of a user in step with their token, because people change them in the user pool. An
 * address counts once it is verified. Of two tokens in use, the newer one is right.
 * @param shown the name and address in the user's row
 */
export async function followToken(
  { userId, name, ...person }: Omit<Person, 'kind'>,
  account: AccountId,
  shown: Profile,
  requestId: string,
  context: Context,
): Promise<void> {
  const email = person.emailVerified ? person.email : shown.email;
  if (person.issuedAt < shown.profileFrom || (name === shown.name && email === shown.email)) return;
  const change = commit({ caller: { kind: 'system', name: 'user-pool' }, requestId }, context, {
    account,
    writes: [
      {
        Update: {
          Key: keys.member(account, userId),
          UpdateExpression:
            'SET #name = :name, email = :email, earlierEmails = :earlier, profileFrom = :from ADD version :one',
          ConditionExpression: 'profileFrom = :seen',
          ExpressionAttributeNames: { '#name': 'name' },
          ExpressionAttributeValues: {
            ':name': name,
            ':email': email,
            ':earlier': earlierEmails(shown, email),
            ':from': person.issuedAt,
            ':seen': shown.profileFrom,
            ':one': 1,
          },
        },
        onConditionFailed: outdated,
      },
    ],
    event: {
      action: 'user.updated',
      target: { type: 'user', id: userId, name },
      before: { name: shown.name, email: shown.email },
      after: { name, email },
    },
    answer: { body: undefined },
  });
  await change.catch((thrown: unknown) => {
    // Another request of the same person was faster, or they were removed: there is nothing left to do.
    if (!(thrown instanceof Outdated)) throw thrown;
  });
}
