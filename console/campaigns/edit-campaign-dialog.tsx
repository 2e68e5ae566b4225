import { useMemo, useState } from 'react';
import type { ApiCall } from '../api/call.ts';
import type { Answered } from '../api/client.ts';
import { AsOfNow } from '../parts/as-of-now.tsx';
import { changedFields, unchanged } from '../parts/changed-fields.ts';
import { SaveDialog } from '../parts/save-dialog.tsx';
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
    <SaveDialog
      id={before.id}
      name={before.name}
      call={call}
      notYet={notYet(typed) ?? unchanged(call.body)}
      fields={campaignFields}
      nameOf={({ name }) => name}
      onReload={onReload}
      onClose={onClose}
    >
      {(problems) => <CampaignFields typed={typed} onType={setTyped} problems={problems} />}
    </SaveDialog>
  );
}
