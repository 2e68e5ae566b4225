import { createContext, useContext } from 'react';
import type { AnswerTo } from '../api/request.ts';

type Me = AnswerTo<'getMe'>;
export type Role = Me['memberships'][number]['role'];
type Membership = Me['memberships'][number];

/** The account that is worked in, and what one is in it. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly me: Me;
}

export const AccountContext = createContext<Account | undefined>(undefined);

export function useAccount(): Account {
  const account = useContext(AccountContext);
  if (account === undefined) throw new Error('outside of AccountGate');
  return account;
}

export const roleNames: Readonly<Record<Role, string>> = { admin: 'Admin', member: 'Member' };

/** Why a control is out of reach, for those for whom it is. */
export function useWhyNot(): string | undefined {
  return useAccount().role === 'admin'
    ? undefined
    : 'You have read-only access as a Member. Ask an Admin to make changes.';
}

export const membershipOf = (me: Me, accountId: string | undefined): Membership | undefined =>
  me.memberships.find((membership) => membership.accountId === accountId);
