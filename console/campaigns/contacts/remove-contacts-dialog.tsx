import { useMemo } from 'react';
import type { ApiRequest } from '../../api/request.ts';
import { ActionDialog } from '../../dialog/action-dialog.tsx';
import { useNotices } from '../../frame/notices.tsx';
import { useHome } from '../../resources/home.tsx';
import type { Campaign } from '../campaign.ts';
import { contactsIn, fileOf } from './upload.ts';

interface Props {
  readonly campaign: Campaign;
  readonly onClose: () => void;
}

/** Removes all contacts of a campaign. */
export function RemoveContactsDialog({ campaign: { id, name, contactCount }, onClose }: Props) {
  const { environment, params } = useHome();
  const { notify } = useNotices();
  const call = useMemo(
    (): ApiRequest<'replaceEnvironmentContacts'> => ({
      operation: 'replaceEnvironmentContacts',
      params: { ...params, campaignId: id },
      query: { empty: 'true' },
      upload: fileOf([], 'contacts.csv'),
    }),
    [params, id],
  );
  return (
    <ActionDialog
      title={`Remove all contacts of ${name}`}
      submit="Remove all contacts"
      destructive
      within={environment}
      call={call}
      onDone={() => {
        notify({ type: 'success', header: `${name} has no contacts` });
        onClose();
      }}
      onClose={onClose}
    >
      <p>The {contactsIn(contactCount)} can only be uploaded again: Berth keeps no copy.</p>
    </ActionDialog>
  );
}
