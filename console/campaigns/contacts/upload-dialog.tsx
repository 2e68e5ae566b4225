import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import type { Answered } from '../../api/client.ts';
import type { Failure } from '../../api/failure.ts';
import type { ApiRequest } from '../../api/request.ts';
import { ActionDialog } from '../../dialog/action-dialog.tsx';
import { AsOfNow } from '../../dialog/as-of-now.tsx';
import { ChangedMeanwhile } from '../../form/changed-meanwhile.tsx';
import { useNotices } from '../../frame/notices.tsx';
import { useNumber } from '../../numbers/number-choice.tsx';
import { remember } from '../../place/memory.ts';
import { useHome } from '../../resources/home.tsx';
import type { Campaign } from '../campaign.ts';
import { BadLines } from './bad-lines.tsx';
import { FileChoice } from './file-choice.tsx';
import { betterCountry, guessMapping, mapped, type Mapping } from './mapping.ts';
import { MappingFields } from './mapping-fields.tsx';
import { MappedPreview } from './mapped-preview.tsx';
import { COUNTRY, likelyCountries } from './country.ts';
import { OtherCountry } from './other-country.tsx';
import { contactsIn, fileOf, tooMuch, type ChosenFile } from './upload.ts';

/** Replaces all contacts of a campaign with those of a file. */
export function UploadDialog({
  campaign: { id, name },
  onClose,
}: {
  campaign: Campaign;
  onClose: () => void;
}) {
  const { params } = useHome();
  return (
    <AsOfNow
      title={`Upload the contacts of ${name}`}
      call={{ operation: 'getEnvironmentCampaign', params: { ...params, campaignId: id } }}
      onClose={onClose}
    >
      {(start, reload) => <UploadForm start={start} onReload={reload} onClose={onClose} />}
    </AsOfNow>
  );
}

interface Props {
  readonly start: Answered<'getEnvironmentCampaign'>;
  readonly onReload: () => void;
  readonly onClose: () => void;
}

function UploadForm({ start: { body: campaign, etag }, onReload, onClose }: Props) {
  const { params } = useHome();
  const { notify } = useNotices();
  const { id, name, contactCount } = campaign;
  const file = useChosenFile(useNumber(campaign.numberId).data?.e164);
  const { mapping, better } = file;
  const call = useMemo(
    (): ApiRequest<'replaceEnvironmentContacts'> => ({
      operation: 'replaceEnvironmentContacts',
      params: { ...params, campaignId: id },
      upload: file.upload,
      ifMatch: etag,
    }),
    [params, id, file.upload, etag],
  );
  const refused = (failure: Failure, _: unknown, again: () => void) =>
    failure.code === 'stale_version' && (
      <ChangedMeanwhile
        targetId={id}
        failure={failure}
        onChoose={(keep) => {
          again();
          if (!keep) file.choose(undefined);
          onReload();
        }}
      />
    );
  return (
    <ActionDialog
      title={`Upload the contacts of ${name}`}
      submit={file.goodOnes ? `Upload ${contactsIn(file.contacts.length)}` : 'Upload contacts'}
      doing={`Uploading ${contactsIn(file.contacts.length)}`}
      size="large"
      call={call}
      typed={file.chosen?.name}
      notYet={file.notYet}
      onRefused={refused}
      onDone={({ body }) => {
        notify({ type: 'success', header: `${name} has ${contactsIn(body.contactCount)}` });
        onClose();
      }}
      onClose={onClose}
    >
      <p>
        {contactCount === 0
          ? `${name} has no contacts yet.`
          : `They replace the ${contactsIn(contactCount)} that ${name} has now.`}
      </p>
      <FileChoice chosen={file.chosen} onChoose={(chosen) => file.choose(chosen)} problem={file.tooMuch} />
      {file.chosen !== undefined && mapping !== undefined && (
        <SpaceBetween size="l">
          <MappingFields sheet={file.chosen.sheet} mapping={mapping} onMap={(next) => file.map(next)} />
          {better !== undefined && (
            <OtherCountry
              country={mapping.country}
              better={better}
              onChoose={() => file.map({ ...mapping, country: better })}
            />
          )}
          <MappedPreview contacts={file.contacts} />
          {file.bad.length > 0 && (
            <SpaceBetween size="s">
              <BadLines bad={file.bad} columns={file.chosen.sheet.columns} fileName={file.chosen.name} />
              <Checkbox
                checked={file.goodOnes}
                disabled={file.contacts.length === 0}
                onChange={({ detail }) => file.takeGoodOnes(detail.checked)}
              >
                Leave these lines out, and upload the {contactsIn(file.contacts.length)} without a problem
              </Checkbox>
            </SpaceBetween>
          )}
        </SpaceBetween>
      )}
    </ActionDialog>
  );
}

/** The chosen file, and the contacts in it. */
function useChosenFile(e164OfCampaign: string | undefined) {
  const [chosen, setChosen] = useState<ChosenFile>();
  const [mapping, setMapping] = useState<Mapping>();
  const [goodOnes, setGoodOnes] = useState(false);
  const { contacts, bad } = useMemo(
    () =>
      chosen === undefined || mapping === undefined
        ? { contacts: [], bad: [] }
        : mapped(chosen.sheet, mapping),
    [chosen, mapping],
  );
  const countries = useMemo(() => likelyCountries(e164OfCampaign), [e164OfCampaign]);
  const better = useMemo(
    () =>
      chosen === undefined || mapping === undefined
        ? undefined
        : betterCountry(chosen.sheet, mapping, countries),
    [chosen, mapping, countries],
  );
  const map = (next: Mapping) => {
    setMapping(next);
    if (next.country !== mapping?.country) remember(COUNTRY, next.country ?? '');
  };
  const upload = useMemo(() => fileOf(contacts, chosen?.name ?? 'contacts.csv'), [contacts, chosen]);
  const excess = tooMuch(contacts, upload);
  const unsolved =
    bad.length > 0 && !goodOnes ? 'Some lines have problems. Fix the file, or leave them out.' : undefined;
  return {
    chosen,
    mapping,
    contacts,
    bad,
    goodOnes: goodOnes && bad.length > 0,
    upload,
    tooMuch: excess,
    notYet: chosen === undefined ? 'Choose a file first.' : (excess ?? unsolved),
    choose(next: ChosenFile | undefined) {
      setChosen(next);
      setGoodOnes(false);
      setMapping(next && guessMapping(next.sheet, countries[0]));
    },
    better,
    map,
    takeGoodOnes: setGoodOnes,
  };
}
