import type { Contact } from '../api/routes/resources/campaigns.ts';
import type { FieldError, UploadedLine } from '../api/operation.ts';
import { Problem } from '../api/problem.ts';
import { expectVersion } from '../request.ts';
import { keys } from '../table/keys.ts';
import { campaignFacts, campaignView, type CampaignItem } from './campaign.ts';
import { changeResources } from '../scoped/change-resources.ts';
import { replaceParts } from './contacts.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { applyChanges, readResource, replaceResource } from '../scoped/resource.ts';
import { isTelephoneNumber, NO_TELEPHONE_NUMBER } from '../numbers/telephone-number.ts';

/** Replaces the contacts of a campaign with the uploaded ones: with all of them, or with none when one is not valid. */
export const replaceContacts: ResourceUseCase<'replaceContacts'> = async (request, context) => {
  const { environmentId } = request.scope;
  const key = keys.campaign(environmentId, request.params.campaignId);
  const before = await readResource<CampaignItem>(context.table, key);
  expectVersion(request, before.version);
  assertMeant(request.body.length, request.query.empty);
  const contacts = contactsOn(request.body);
  const upload = { contactCount: contacts.length, uploads: before.uploads + 1 };
  const after = applyChanges(before, upload, context.clock) as CampaignItem;

  return changeResources(request, context, {
    writes: [replaceResource(before, after), ...replaceParts(environmentId, before, after, contacts)],
    event: {
      action: 'campaign.contacts_replaced',
      target: { type: 'campaign', id: after.id, name: after.name },
      before: campaignFacts(before),
      after: campaignFacts(after),
    },
    answer: { body: campaignView(after), version: after.version },
  });
};

/** @throws invalid_input for an empty upload without the request to remove all, or the reverse */
function assertMeant(lines: number, empty: boolean): void {
  if (empty === (lines === 0)) return;
  const [path, message] = empty
    ? ['empty', 'must not be true when contacts are sent']
    : ['', 'must contain at least one contact; to remove all contacts, send none with empty=true'];
  throw new Problem('invalid_input', {
    detail: `${empty ? 'empty' : 'The body'} ${message}. Nothing was changed.`,
    errors: [{ path, message }],
    errorCount: 1,
  });
}

const MAX_TOLD = 10;

/** @throws invalid_input with the errors of the lines, and the number of errors */
function contactsOn(lines: readonly UploadedLine<Contact>[]): Contact[] {
  const seenOn = new Map<string, number>();
  const errors = lines.flatMap((uploaded): readonly FieldError[] => {
    if ('errors' in uploaded) return uploaded.errors;
    const { line, value } = uploaded;
    const message = wrongWith(value, seenOn.get(value.e164));
    seenOn.set(value.e164, line);
    return message === undefined ? [] : [{ path: `${line}.e164`, message }];
  });
  if (errors.length > 0) {
    throw new Problem('invalid_input', {
      detail: `${errors.length === 1 ? 'One error was' : `${errors.length} errors were`} found; nothing was changed.`,
      errors: errors.slice(0, MAX_TOLD),
      errorCount: errors.length,
    });
  }
  return lines.flatMap((uploaded) => ('value' in uploaded ? [uploaded.value] : []));
}

/** Nobody must be called twice. */
function wrongWith({ e164 }: Contact, earlier: number | undefined): string | undefined {
  if (earlier !== undefined) return `is already on line ${earlier}`;
  return isTelephoneNumber(e164) ? undefined : NO_TELEPHONE_NUMBER;
}
