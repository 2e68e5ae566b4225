import { createContext, useContext } from 'react';
import type { AnswerTo } from '../api/request.ts';

type Me = AnswerTo<'getMe'>;
export type Role = Me['memberships'][number]['role'];
export type AccountStatus = AnswerTo<'getAccount'>['status'];
type Membership = Me['memberships'][number];

/** The current account, and the user's role in it. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Active unless something else is known. */
  readonly status: AccountStatus;
  readonly me: Me;
}

export const AccountContext = createContext<Account | undefined>(undefined);

export function useAccount(): Account {
  const account = useContext(AccountContext);
  if (account === undefined) throw new Error('outside of AccountGate');
  return account;
}

export const roleNames: Readonly<Record<Role, string>> = { admin: 'Admin', member: 'Member' };

/**
 * The reason why a control is disabled, if it is. The pages for operators belong to no account, so nothing is
 * disabled there.
 */
export function useWhyNot(): string | undefined {
  const account = useContext(AccountContext);
  if (account === undefined) return undefined;
  return account.role === 'admin'
    ? notInUse(account)
    : 'You have read-only access as a Member. Ask an Admin to make changes.';
}

/** Why nobody may change anything in an account, not even an Admin. */
export const notInUse = ({ name, status }: Pick<Account, 'name' | 'status'>): string | undefined =>
  status === 'active' ? undefined : `${name} is ${status}: nothing can be changed.`;

export const membershipOf = (me: Me, accountId: string | undefined): Membership | undefined =>
  me.memberships.find((membership) => membership.accountId === accountId);
