import { useMemo, useState } from 'react';
import type { ApiCall } from '../api/call.ts';
import type { Answered } from '../api/client.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { AsOfNow } from '../parts/as-of-now.tsx';
import { changedFields, unchanged } from '../parts/changed-fields.ts';
import { ChangedMeanwhile } from '../parts/changed-meanwhile.tsx';
import { useHome } from '../resources/home.tsx';
import { bodyOf, CampaignFields, campaignFields, notYet, type Typed } from './campaign-fields.tsx';
import type { Campaign } from './campaign.ts';

export function EditCampaignDialog({
  campaign: { id, name },
  onClose,
}: {
  campaign: Campaign;
  onClose: () => void;
}) {
  const { params } = useHome();
  return (
    <AsOfNow
      title={`Edit ${name}`}
      call={{ operation: 'getEnvironmentCampaign', params: { ...params, campaignId: id } }}
      onClose={onClose}
    >
      {(start, reload) => <EditForm start={start} onReload={reload} onClose={onClose} />}
    </AsOfNow>
  );
}

interface Props {
  readonly start: Answered<'getEnvironmentCampaign'>;
  readonly onReload: () => void;
  readonly onClose: () => void;
}

function EditForm({ start: { body: before, etag }, onReload, onClose }: Props) {
  const { params } = useHome();
  const { notify } = useNotices();
  const [typed, setTyped] = useState<Typed>(() => {
    const { name, agentId, numberId, maxConcurrentCalls } = before;
    return {
      name,
      agentId,
      numberId,
      limit: maxConcurrentCalls === null ? null : String(maxConcurrentCalls),
    };
  });
  const call = useMemo(
    (): ApiCall<'editEnvironmentCampaign'> => ({
      operation: 'editEnvironmentCampaign',
      params: { ...params, campaignId: before.id },
      body: changedFields<ReturnType<typeof bodyOf>>(before, bodyOf(typed)),
      ifMatch: etag,
    }),
    [params, before, etag, typed],
  );
  return (
    <ActionDialog
      title={`Edit ${before.name}`}
      submit="Save"
      call={call}
      notYet={notYet(typed) ?? unchanged(call.body)}
      fields={campaignFields}
      onRefused={(failure) =>
        failure.code === 'stale_version' && (
          <ChangedMeanwhile targetId={before.id} failure={failure} onReload={onReload} />
        )
      }
      onDone={({ body: { name } }) => {
        notify({ type: 'success', header: `${name} is saved` });
        onClose();
      }}
      onClose={onClose}
    >
      {(problems) => <CampaignFields typed={typed} onType={setTyped} problems={problems} />}
    </ActionDialog>
  );
}
