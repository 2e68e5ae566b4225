import { useMemo } from 'react';
import type { ApiRequest } from '../api/request.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { figure } from '../format/figure.ts';
import { useHome } from '../resources/home.tsx';
import { steps, type Campaign, type Step } from './campaign.ts';

interface Props {
  readonly step: Step;
  readonly campaign: Campaign;
  readonly onClose: () => void;
}

/** Starts, pauses, resumes or completes a campaign. */
export function StepDialog({ step, campaign: { id, name, contactCount }, onClose }: Props) {
  const { environment, params } = useHome();
  const { notify } = useNotices();
  const { text, to } = steps[step];
  const call = useMemo(
    (): ApiRequest<'editEnvironmentCampaign'> => ({
      operation: 'editEnvironmentCampaign',
      params: { ...params, campaignId: id },
      body: { status: to },
    }),
    [params, id, to],
  );
  const contacts = contactCount === 1 ? 'this contact' : `these ${figure(contactCount)} contacts`;
  return (
    <ActionDialog
      title={`${text} ${name}`}
      submit={`${text} campaign`}
      destructive={step === 'complete'}
      within={environment}
      call={call}
      onDone={() => {
        notify({ type: 'success', header: `${name} is ${to}` });
        onClose();
      }}
      onClose={onClose}
    >
      {
        {
          running:
            contactCount === 0
              ? 'This campaign has no contacts yet, so nobody will be called.'
              : `Your call software can start calling ${contacts}.`,
          paused: 'No new calls start until it is resumed. Running calls continue.',
          completed: "Running calls continue. No new calls start, and the campaign can't be restarted.",
        }[to]
      }
    </ActionDialog>
  );
}
