import type { AnswerTo } from '../api/request.ts';

export type Campaign = AnswerTo<'getEnvironmentCampaign'>;
export type CampaignStatus = Campaign['status'];

/** The steps of a campaign, and the status that each leads to. */
export const steps = {
  start: { text: 'Start', to: 'running' },
  resume: { text: 'Resume', to: 'running' },
  pause: { text: 'Pause', to: 'paused' },
  complete: { text: 'Complete', to: 'completed' },
} as const satisfies Record<string, { text: string; to: CampaignStatus }>;

export type Step = keyof typeof steps;

/** The steps that are possible in each status; none when it is completed. */
export const stepsFrom: Readonly<Record<CampaignStatus, readonly Step[]>> = {
  draft: ['start'],
  running: ['pause', 'complete'],
  paused: ['resume', 'complete'],
  completed: [],
};

export type CampaignAction = Step | 'upload' | 'removeContacts' | 'edit' | 'delete';

/** All actions on a campaign in its current status. */
export const actionsOn = ({ status }: Campaign): { readonly id: CampaignAction; readonly text: string }[] => [
  ...stepsFrom[status].map((id) => ({ id, text: steps[id].text })),
  { id: 'upload', text: 'Upload contacts' },
  { id: 'edit', text: 'Edit' },
  { id: 'delete', text: 'Delete' },
];
