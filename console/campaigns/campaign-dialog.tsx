import { DeleteDialog } from '../resources/delete-dialog.tsx';
import { useHome } from '../resources/home.tsx';
import type { Campaign, CampaignAction } from './campaign.ts';
import { EditCampaignDialog } from './edit-campaign-dialog.tsx';
import { StepDialog } from './step-dialog.tsx';
import { RemoveContactsDialog } from './contacts/remove-contacts-dialog.tsx';
import { UploadDialog } from './contacts/upload-dialog.tsx';

interface Props {
  readonly action: CampaignAction;
  readonly campaign: Campaign;
  readonly onDeleted?: () => void;
  readonly onClose: () => void;
}

/** The dialog of an action on a campaign. */
export function CampaignDialog({ action, campaign, onDeleted, onClose }: Props) {
  const { params } = useHome();
  switch (action) {
    case 'edit':
      return <EditCampaignDialog campaign={campaign} onClose={onClose} />;
    case 'upload':
      return <UploadDialog campaign={campaign} onClose={onClose} />;
    case 'removeContacts':
      return <RemoveContactsDialog campaign={campaign} onClose={onClose} />;
    case 'delete':
      return (
        <DeleteDialog
          name={campaign.name}
          submit="Delete campaign"
          call={{ operation: 'deleteEnvironmentCampaign', params: { ...params, campaignId: campaign.id } }}
          {...(onDeleted !== undefined && { onDone: onDeleted })}
          onClose={onClose}
        >
          The campaign and its contacts are permanently deleted. Its agent and number stay.
        </DeleteDialog>
      );
    default:
      return <StepDialog step={action} campaign={campaign} onClose={onClose} />;
  }
}
