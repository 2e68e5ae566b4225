import type { AnswerTo } from '../api/request.ts';

export type Inspected = AnswerTo<'inspectAccount'>;

/** What each dialog about an account is told. */
export interface DialogProps {
  readonly account: Inspected;
  readonly params: { readonly accountId: string };
  readonly onClose: () => void;
}

export type Action = 'plan' | 'suspend' | 'resume' | 'close';

export const actionNames: Readonly<Record<Action, string>> = {
  plan: 'Set plan',
  suspend: 'Suspend',
  resume: 'Resume',
  close: 'Close',
};

/** What can be done to an account, as its status allows. */
export const actionsOf: Readonly<Record<Inspected['status'], readonly Action[]>> = {
  active: ['plan', 'suspend', 'close'],
  suspended: ['plan', 'resume', 'close'],
  closed: ['plan', 'resume'],
};
