import Checkbox from '@cloudscape-design/components/checkbox';
import { useMemo, useState } from 'react';
import type { ApiRequest } from '../../api/request.ts';
import type { Answered } from '../../api/client.ts';
import type { Failure } from '../../api/failure.ts';
import { useNotices } from '../../frame/notices.tsx';
import { ActionDialog } from '../../dialog/action-dialog.tsx';
import { AsOfNow } from '../../dialog/as-of-now.tsx';
import { figure } from '../../format/figure.ts';
import { ChangedMeanwhile } from '../../dialog/changed-meanwhile.tsx';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import { useHome } from '../../resources/home.tsx';
import { BadLines, badLinesOf } from './bad-lines.tsx';
import type { Campaign } from '../campaign.ts';
import { notYet, type ContactsFile } from './contacts-file.ts';
import { Examples, FileChoice } from './file-choice.tsx';

/** Puts the contacts of a file in the place of all that a campaign has. */
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

/** Stands for the file as long as none is chosen. */
const someFile = new File([], 'contacts.csv', { type: 'text/csv' });

function UploadForm({ start: { body: campaign, etag }, onReload, onClose }: Props) {
  const { params } = useHome();
  const { notify } = useNotices();
  const { id, name, contactCount } = campaign;
  const [chosen, setChosen] = useState<ContactsFile>();
  const [removesAll, setRemovesAll] = useState(false);
  const holdsNone = chosen?.contacts === 0;
  const call = useMemo(
    (): ApiRequest<'replaceEnvironmentContacts'> => ({
      operation: 'replaceEnvironmentContacts',
      params: { ...params, campaignId: id },
      ...(holdsNone && removesAll && { query: { empty: 'true' } }),
      upload: chosen?.file ?? someFile,
      ifMatch: etag,
    }),
    [params, id, chosen, holdsNone, removesAll, etag],
  );
  const reload = (again: () => void) => (keep: boolean) => {
    again();
    if (!keep) setChosen(undefined);
    onReload();
  };
  const refused = (
    failure: Failure,
    { upload }: ApiRequest<'replaceEnvironmentContacts'>,
    again: () => void,
  ) => {
    if (failure.code === 'stale_version')
      return <ChangedMeanwhile targetId={id} failure={failure} onChoose={reload(again)} />;
    if (failure.code !== 'invalid_input') return null;
    // Of another file than the one that is chosen now there is nothing more to say.
    if (upload !== chosen?.file) return <></>;
    return badLinesOf(failure).length === 0 ? (
      <FailureAlert failure={failure} message={failure.document.detail ?? failure.message} />
    ) : (
      <BadLines failure={failure} lines={chosen.lines} />
    );
  };
  return (
    <ActionDialog
      title={`Upload the contacts of ${name}`}
      submit="Upload contacts"
      doing={`Uploading ${contactsIn(chosen?.contacts ?? 0)}`}
      size="large"
      call={call}
      typed={chosen?.file.name}
      notYet={notYet(chosen) ?? (holdsNone && !removesAll ? 'The file has no contacts.' : undefined)}
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
          : `They take the place of the ${contactsIn(contactCount)} that ${name} has now.`}{' '}
        All of a file is taken, or nothing of it when a line is not valid.
      </p>
      <FileChoice
        chosen={chosen}
        onChoose={(file) => {
          setChosen(file);
          setRemovesAll(false);
        }}
      />
      {holdsNone && (
        <Checkbox checked={removesAll} onChange={({ detail }) => setRemovesAll(detail.checked)}>
          Remove all contacts of {name}
        </Checkbox>
      )}
      <Examples />
    </ActionDialog>
  );
}

const contactsIn = (count: number): string => `${figure(count)} ${count === 1 ? 'contact' : 'contacts'}`;
