import type { AuditAction } from '../../lib/api/audit-actions.ts';
import type { AnswerTo } from '../api/request.ts';

export type AuditEvent = AnswerTo<'listAuditEvents'>['items'][number];

/** Each action in words, with `{}` for its target. */
const sentences: Readonly<Record<AuditAction, string>> = {
  'account.created': 'created the account {}',
  'account.updated': 'renamed the account to {}',
  'account.suspended': 'suspended the account',
  'account.closed': 'closed the account',
  'account.resumed': 'resumed the account',
  'account.reconciled': 'corrected stored counts of the account {}',
  'plan.changed': 'changed the plan of {}',
  'environment.created': 'created the environment {}',
  'environment.updated': 'changed the environment {}',
  'environment.draining': 'scheduled {} for deletion after its last call',
  'environment.deleted': 'deleted the environment {}',
  'environment.restored': 'restored the environment {}',
  'environment.purged': 'removed the environment {} for good',
  'environment.reconciled': 'corrected what is stored of the environment {}',
  'concurrency.reallocated': 'reallocated the concurrent calls of the plan',
  'settings.updated': 'changed the settings of the environment {}',
  'agent.created': 'created the agent {}',
  'agent.updated': 'changed the agent {}',
  'agent.deleted': 'deleted the agent {}',
  'number.created': 'added the number {}',
  'number.updated': 'changed the label or the agent of the number {}',
  'number.deleted': 'removed the number {}',
  'campaign.created': 'created the campaign {}',
  'campaign.updated': 'changed the campaign {}',
  'campaign.contacts_replaced': 'uploaded the contacts of the campaign {}',
  'campaign.deleted': 'deleted the campaign {}',
  'webhook.created': 'created the webhook for {}',
  'webhook.updated': 'changed the webhook for {}',
  'webhook.deliveries_resent': 'sent the failed deliveries of the webhook {} again',
  'webhook.secret_rotated': 'rotated the signing secret of the webhook for {}',
  'webhook.delivery_resent': 'sent a delivery to {} again',
  'webhook.disabled': 'disabled the webhook for {}, which had failed for three days',
  'webhook.deleted': 'deleted the webhook for {}',
  'call.released': 'ended the call {}',
  'api_key.rotated': 'rotated the API key of {}',
  'api_key.revoked': 'revoked an API key of {}',
  'service_account.created': 'created the service account {}',
  'service_account.updated': 'changed the service account {}',
  'service_account.secret_rotated': 'rotated the secret of the service account {}',
  'service_account.deleted': 'deleted the service account {}',
  'user.updated': 'changed the user {}',
  'user.removed': 'removed {} from the account',
  'user.forgotten': 'erased the name and address of {}',
  'invitation.created': 'invited {}',
  'invitation.updated': 'changed the role that the invitation of {} offers',
  'invitation.resent': 'sent the invitation of {} again',
  'invitation.revoked': 'revoked the invitation of {}',
  'invitation.accepted': 'accepted the invitation of {}',
};

/** The known actions, for a filter. */
export const actions = Object.keys(sentences);

const ENDS = /\.(deleted|draining|purged|removed|forgotten|revoked)$/;

/** Whether the target is gone after it, or about to go. */
export const isEnd = ({ action }: Pick<AuditEvent, 'action'>): boolean => ENDS.test(action);

/** The words before and after the target: `['changed the environment ', '']`. An action that is new to the console is shown by its name. */
export function wordsOf({ action, actor, target }: AuditEvent): readonly string[] {
  if (action === 'user.removed' && actor.id === target.id) return ['left the account'];
  return (sentences[action] ?? `${action.replaceAll(/[._]/g, ' ')}: {}`).split('{}');
}

/** The environment in which it happened, as far as the event names it. */
export function environmentIn({ target, before, after }: AuditEvent): string | undefined {
  if (target.type === 'environment' || target.type === 'settings') return target.id;
  const id = (before as Facts)?.['environmentId'] ?? (after as Facts)?.['environmentId'];
  return typeof id === 'string' ? id : undefined;
}

type Facts = Readonly<Record<string, unknown>> | null | undefined;
