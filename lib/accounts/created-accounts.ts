import { limitReached } from '../api/limit-reached.ts';
import { limits } from '../api/limits.ts';
import type { AccountId, UserId } from '../api/schemas/ids.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';

/** The accounts that a person has created and that still exist, regardless of their current users. */
export interface CreatedAccountsItem {
  readonly pk: string;
  readonly accounts?: ReadonlySet<AccountId>;
}

/** Counts an account that this person creates. @throws limit_reached */
export function countCreatedAccount(user: UserId, account: AccountId): Write {
  return {
    Update: {
      Key: keys.createdAccounts(user),
      UpdateExpression: 'ADD accounts :account',
      ConditionExpression: 'attribute_not_exists(accounts) OR size(accounts) < :max',
      ExpressionAttributeValues: { ':account': new Set([account]), ':max': limits.accounts },
    },
    onConditionFailed: () => limitReached('accounts'),
  };
}
