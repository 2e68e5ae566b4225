import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { AccountId, UserId } from '../lib/api/ids.ts';
import type { MembershipItem } from '../lib/auth/membership.ts';
import { instant } from '../lib/clock.ts';
import { keys } from '../lib/table/keys.ts';
import type { World } from '../lib/world.ts';
import type { Person } from './identity/identity.ts';

/** Makes a person a Member of an account by writing the rows that accepting an invitation writes. */
export async function addMember(
  { table, clock }: World,
  account: AccountId,
  { userId, email, name }: Person,
): Promise<void> {
  const user = userId as UserId;
  const membership: MembershipItem = {
    ...keys.member(account, user),
    accountId: account,
    userId: user,
    email,
    name,
    role: 'member',
    joinedAt: instant(clock.now()),
    cursorKey: Buffer.from(clock.randomBytes(32)).toString('base64url'),
    version: 1,
  };
  const TableName = table.name;
  await table.documents.send(
    new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName, Item: membership, ConditionExpression: 'attribute_not_exists(pk)' } },
        { Put: { TableName, Item: { ...keys.accountOfUser(user, account), accountId: account } } },
        {
          Update: {
            TableName,
            Key: keys.account(account),
            UpdateExpression: 'ADD userCount :one, seatCount :one, version :one',
            ExpressionAttributeValues: { ':one': 1 },
          },
        },
      ],
    }),
  );
}
