import { useMemo, useState } from 'react';
import type { ApiRequest } from '../api/request.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { useHome } from '../resources/home.tsx';
import { bodyOf, CampaignFields, campaignFields, notYet, type Typed } from './campaign-fields.tsx';
import { NothingToChoose, useNeeded, whyNotYet } from './needed.tsx';

export function CreateCampaignDialog({ onClose }: { onClose: () => void }) {
  const { params } = useHome();
  const { notify } = useNotices();
  const needed = useNeeded();
  const [typed, setTyped] = useState<Typed>({ name: '', agentId: null, numberId: null, limit: null });
  const call = useMemo(
    (): ApiRequest<'createEnvironmentCampaign'> => ({
      operation: 'createEnvironmentCampaign',
      params,
      body: bodyOf(typed),
    }),
    [params, typed],
  );
  return (
    <ActionDialog
      title="Create campaign"
      submit="Create campaign"
      call={call}
      typed={typed}
      notYet={whyNotYet(needed) ?? notYet(typed)}
      fields={campaignFields}
      onDone={({ body: { name } }) => {
        notify({
          type: 'success',
          header: `${name} is created`,
          content: "It's a draft. Upload contacts, then start it.",
        });
        onClose();
      }}
      onClose={onClose}
    >
      {(problems) =>
        needed.length > 0 ? (
          <NothingToChoose of={needed} />
        ) : (
          <CampaignFields typed={typed} onType={setTyped} problems={problems} />
        )
      }
    </ActionDialog>
  );
}
