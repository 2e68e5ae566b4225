/**
 * Every action of the audit trail, and what it means. The trail, the OpenAPI document, docs/audit.md and the console
 * read this table.
 */
export const auditActions = {
  'account.created': 'An account was created, with its first environment and API key.',
  'account.updated': 'An account was renamed.',
  'account.suspended':
    'An operator suspended the account, or changed the reason: no call starts, and nothing can be changed.',
  'account.closed':
    'The account was closed, by an Admin or an operator, or the reason was changed. All of it except its usage is removed 30 days after it was closed.',
  'account.resumed': 'An operator resumed an account that was suspended or closed.',
  'account.reconciled': 'Stored counts of an account were corrected.',
  'plan.changed': 'An operator set the plan of an account.',
  'environment.created': 'An environment was created, with its first API key.',
  'environment.updated':
    'The name, a limit or the visibility of an environment changed, or it was paused or resumed.',
  'environment.draining': 'An environment was deleted while calls were running: it ends with the last call.',
  'environment.deleted': 'An environment was deleted, or its last call ended after that.',
  'environment.restored': 'A deleted environment was restored, with a new API key.',
  'environment.purged': 'A deleted environment was permanently removed.',
  'environment.reconciled': 'Stored data of an environment was corrected.',
  'concurrency.reallocated':
    'The limits of several environments changed in one step: reallocated, or lowered by an operator for a smaller plan.',
  'settings.updated': 'The settings of an environment changed.',
  'agent.created': 'An agent was created.',
  'agent.updated': 'An agent changed.',
  'agent.deleted': 'An agent was deleted.',
  'number.created': 'A telephone number was added.',
  'number.updated': 'The label or the inbound agent of a number changed.',
  'number.deleted': 'A telephone number was removed.',
  'campaign.created': 'A campaign was created.',
  'campaign.updated': 'A campaign changed, or went from one status to the next.',
  'campaign.contacts_replaced': 'The contacts of a campaign were uploaded.',
  'campaign.deleted': 'A campaign was deleted, with its contacts.',
  'webhook.created': 'A webhook was created.',
  'webhook.updated': 'A webhook changed.',
  'webhook.disabled': 'A webhook was disabled because its deliveries failed.',
  'webhook.delivery_resent': 'A delivery of a webhook was sent again.',
  'webhook.deliveries_resent': 'The failed deliveries of a period were sent again.',
  'webhook.secret_rotated': 'A webhook got a new signing secret.',
  'webhook.deleted': 'A webhook was deleted.',
  'call.released': 'An Admin ended a call.',
  'api_key.rotated': 'An environment got a new API key.',
  'api_key.revoked': 'An API key was revoked.',
  'service_account.created': 'A service account was created.',
  'service_account.updated': 'The name, the role or the expiry of a service account changed.',
  'service_account.secret_rotated': 'A service account got a new secret.',
  'service_account.deleted': 'A service account was deleted.',
  'user.updated': 'The role of a user changed, or their name or address at the identity provider.',
  'user.removed': 'A user was removed, or left.',
  'user.forgotten': 'An Admin erased the name and address of a removed user before the 90 days were over.',
  'invitation.created': 'Somebody was invited.',
  'invitation.updated': 'The role that an invitation offers changed.',
  'invitation.resent': 'An invitation was sent again.',
  'invitation.revoked': 'An invitation was revoked.',
  'invitation.accepted': 'An invitation was accepted: its holder became a user.',
} as const;

export type AuditAction = keyof typeof auditActions;
