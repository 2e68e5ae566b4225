import type { AuditAction } from '../../lib/api/audit-actions.ts';
import type { AnswerTo } from '../api/request.ts';

export type AuditEvent = AnswerTo<'listAuditEvents'>['items'][number];

/** Each action in words; `of` is the name of its target. */
const sentences: Readonly<Record<AuditAction, (of: string) => string>> = {
  'account.created': (of) => `created the account ${of}`,
  'account.updated': (of) => `renamed the account to ${of}`,
  'account.suspended': () => 'suspended the account',
  'account.closed': () => 'closed the account',
  'account.resumed': () => 'resumed the account',
  'account.reconciled': (of) => `corrected stored counts of the account ${of}`,
  'plan.changed': (of) => `changed the plan of ${of}`,
  'environment.created': (of) => `created the environment ${of}`,
  'environment.updated': (of) => `changed the environment ${of}`,
  'environment.draining': (of) => `deleted the environment ${of} as soon as its last call ends`,
  'environment.deleted': (of) => `deleted the environment ${of}`,
  'environment.restored': (of) => `restored the environment ${of}`,
  'environment.purged': (of) => `removed the environment ${of} for good`,
  'environment.reconciled': (of) => `corrected what is stored of the environment ${of}`,
  'concurrency.reallocated': () => 'reallocated the concurrent calls of the plan',
  'settings.updated': (of) => `changed the settings of the environment ${of}`,
  'agent.created': (of) => `created the agent ${of}`,
  'agent.updated': (of) => `changed the agent ${of}`,
  'agent.deleted': (of) => `deleted the agent ${of}`,
  'number.created': (of) => `added the number ${of}`,
  'number.updated': (of) => `changed the label or the agent of the number ${of}`,
  'number.deleted': (of) => `removed the number ${of}`,
  'campaign.created': (of) => `created the campaign ${of}`,
  'campaign.updated': (of) => `changed the campaign ${of}`,
  'campaign.contacts_replaced': (of) => `uploaded the contacts of the campaign ${of}`,
  'campaign.deleted': (of) => `deleted the campaign ${of}`,
  'webhook.created': (of) => `created the webhook for ${of}`,
  'webhook.updated': (of) => `changed the webhook for ${of}`,
  'webhook.deliveries_resent': (of) => `sent the failed deliveries of the webhook ${of} again`,
  'webhook.secret_rotated': (of) => `rotated the signing secret of the webhook for ${of}`,
  'webhook.delivery_resent': (of) => `sent a delivery to ${of} again`,
  'webhook.disabled': (of) => `disabled the webhook for ${of}, which had failed for three days`,
  'webhook.deleted': (of) => `deleted the webhook for ${of}`,
  'call.released': (of) => `ended the call ${of}`,
  'api_key.rotated': (of) => `rotated the API key of ${of}`,
  'api_key.revoked': (of) => `revoked an API key of ${of}`,
  'service_account.created': (of) => `created the service account ${of}`,
  'service_account.updated': (of) => `changed the service account ${of}`,
  'service_account.secret_rotated': (of) => `rotated the secret of the service account ${of}`,
  'service_account.deleted': (of) => `deleted the service account ${of}`,
  'user.updated': (of) => `changed the user ${of}`,
  'user.removed': (of) => `removed ${of} from the account`,
  'user.forgotten': (of) => `erased the name and address of ${of}`,
  'invitation.created': (of) => `invited ${of}`,
  'invitation.updated': (of) => `changed the role that the invitation of ${of} offers`,
  'invitation.resent': (of) => `sent the invitation of ${of} again`,
  'invitation.revoked': (of) => `revoked the invitation of ${of}`,
  'invitation.accepted': (of) => `accepted the invitation of ${of}`,
};

/** The known actions, for a filter. */
export const actions = Object.keys(sentences);

/** “changed the environment staging”. An action that is new to the console is shown by its name. */
export function sentenceOf({ action, actor, target }: AuditEvent): string {
  if (action === 'user.removed' && actor.id === target.id) return 'left the account';
  const name = target.name ?? target.id;
  return sentences[action]?.(name) ?? `${action.replaceAll(/[._]/g, ' ')}: ${name}`;
}
