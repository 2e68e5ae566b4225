import { sent, unconditional, without, type BugsOfRaces } from './alterations.ts';

/** Bugs of webhooks. */
export const webhookBugs: BugsOfRaces = {
  'two webhooks are created where there is room for one': {
    'a webhook that does not ask how many there are': without('size(webhooks) < :max'),
  },
  'two webhooks are created where there is none': {
    'the first webhook written over another first one': unconditional(sent('Put', 'WEBHOOKS')),
  },
  'a webhook is disabled, described and deleted at once': {
    'a webhook written over whatever it has become': without('webhooks.#id.version = :version'),
  },
};
