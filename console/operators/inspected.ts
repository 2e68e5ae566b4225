import type { AnswerTo } from '../api/request.ts';

export type Inspected = AnswerTo<'inspectAccount'>;

/** The props of each dialog about an account. */
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

/** The actions on an account in its current status. */
export const actionsOf: Readonly<Record<Inspected['status'], readonly Action[]>> = {
  active: ['plan', 'suspend', 'close'],
  suspended: ['plan', 'resume', 'close'],
  closed: ['plan', 'resume'],
};
