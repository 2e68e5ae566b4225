import { EditDialog } from '../dialog/edit-dialog.tsx';
import { useHome } from '../resources/home.tsx';
import { CampaignFields, campaignFields, limitAsNumber, notYet, type Typed } from './campaign-fields.tsx';
import type { Campaign } from './campaign.ts';

interface Props {
  readonly campaign: Campaign;
  readonly onClose: () => void;
}

export function EditCampaignDialog({ campaign: { id, name }, onClose }: Props) {
  const home = useHome();
  const params = { ...home.params, campaignId: id };
  return (
    <EditDialog<'getEnvironmentCampaign', 'editEnvironmentCampaign', Typed>
      title={`Edit ${name}`}
      targetId={id}
      read={{ operation: 'getEnvironmentCampaign', params }}
      typedOf={({ name: called, agentId, numberId, maxConcurrentCalls: limit }) => ({
        name: called,
        agentId,
        numberId,
        limit: limit === null ? null : String(limit),
      })}
      notYet={notYet}
      save={({ limit, agentId, numberId, ...changed }, ifMatch) => ({
        operation: 'editEnvironmentCampaign',
        params,
        body: {
          ...changed,
          // Neither can be chosen away.
          ...(typeof agentId === 'string' && { agentId }),
          ...(typeof numberId === 'string' && { numberId }),
          ...(limit !== undefined && { maxConcurrentCalls: limitAsNumber(limit) }),
        },
        ifMatch,
      })}
      fields={campaignFields}
      saved={(campaign) => `Saved ${campaign.name}`}
      onClose={onClose}
    >
      {(fields) => <CampaignFields {...fields} />}
    </EditDialog>
  );
}
