import type { Contact } from '../api/routes/resources/campaigns.ts';
import type { EnvironmentId } from '../api/schemas/ids.ts';
import { Outdated } from '../request.ts';
import { keys, type Key } from '../table/keys.ts';
import { readMany, type Table } from '../table/table.ts';
import type { Write } from '../table/transact.ts';
import type { CampaignItem } from './campaign.ts';

/**
 * Contacts are stored in parts of this many. 10,000 make 40 parts: few enough to be replaced in one transaction,
 * which takes 100 writes and 4 MB, or to be deleted together with the caps of their campaign in fifty gates. So
 * readers see all of an upload or nothing of it, and nothing is ever left over.
 */
const IN_PART = 250;

interface ContactsItem {
  readonly environmentId: EnvironmentId;
  readonly part: number;
  /** The number of the campaign's upload that they belong to. */
  readonly upload: number;
  readonly contacts: readonly Contact[];
}

type Contacts = Pick<CampaignItem, 'id' | 'contactCount' | 'uploads'>;

const partsOf = ({ contactCount }: Contacts): number => Math.ceil(contactCount / IN_PART);

/** The key fields of a campaign's contacts. */
export function contactKeys(campaign: Contacts): Key[] {
  return Array.from({ length: partsOf(campaign) }, (_, part) => keys.contacts(campaign.id, part));
}

/** Replaces a campaign's contacts. These writes belong in one transaction with the campaign, which has their number. */
export function replaceParts(
  environment: EnvironmentId,
  before: Contacts,
  after: Contacts,
  contacts: readonly Contact[],
): Write[] {
  const parts = contactKeys(after).map((key, part): Write => {
    const item: ContactsItem = {
      environmentId: environment,
      part,
      upload: after.uploads,
      contacts: contacts.slice(part * IN_PART, (part + 1) * IN_PART),
    };
    return { Put: { Item: { ...key, ...item } } };
  });
  const tooMany = contactKeys(before).slice(parts.length);
  return [...parts, ...tooMany.map((Key): Write => ({ Delete: { Key } }))];
}

/** Some of a campaign's contacts. Throws Outdated when they were replaced after the campaign had been read. */
export async function readContacts(
  table: Table,
  campaign: Contacts,
  from: number,
  to: number,
): Promise<Contact[]> {
  const first = Math.floor(from / IN_PART);
  const wanted = contactKeys(campaign).slice(first, Math.ceil(to / IN_PART));
  const parts = await readMany<ContactsItem>(table, wanted);
  if (parts.length < wanted.length || parts.some(({ upload }) => upload !== campaign.uploads)) {
    throw new Outdated();
  }
  return parts
    .toSorted((one, other) => one.part - other.part)
    .flatMap(({ contacts }) => contacts)
    .slice(from - first * IN_PART, to - first * IN_PART);
}
