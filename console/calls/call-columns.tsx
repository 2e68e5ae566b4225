import { AgentName } from '../agents/agent-choice.tsx';
import type { AnswerTo } from '../api/request.ts';
import { CampaignName } from '../campaigns/campaign-choice.tsx';
import { PageLink } from '../place/page-link.tsx';
import { Name } from '../format/name.tsx';
import { NumberName } from '../numbers/number-choice.tsx';

type Call = AnswerTo<'listEnvironmentCalls'>['items'][number];

/** Links to the page of the call. */
export const callColumn = {
  id: 'id',
  header: 'Call',
  isRowHeader: true,
  cell: ({ id }: Call) => (
    <span className="row">
      <PageLink page="calls" id={id}>
        <code>
          <Name text={id} />
        </code>
      </PageLink>
    </span>
  ),
};

export const directionColumn = {
  id: 'direction',
  header: 'Direction',
  cell: ({ direction }: Call) => (direction === 'inbound' ? 'Inbound' : 'Outbound'),
};

/** What a call refers to in its environment: by name and with a link, as long as it exists. */
export const referenceColumns = [
  {
    id: 'agentId',
    header: 'Agent',
    cell: ({ agentId }: Call) =>
      agentId === undefined ? (
        '–'
      ) : (
        <PageLink page="agents" id={agentId}>
          <AgentName id={agentId} />
        </PageLink>
      ),
  },
  {
    id: 'numberId',
    header: 'Number',
    from: 'wide' as const,
    cell: ({ numberId }: Call) =>
      numberId === undefined ? (
        '–'
      ) : (
        <PageLink page="numbers" id={numberId}>
          <NumberName id={numberId} />
        </PageLink>
      ),
  },
  {
    id: 'campaignId',
    header: 'Campaign',
    from: 'medium' as const,
    cell: ({ campaignId }: Call) =>
      campaignId === undefined ? (
        '–'
      ) : (
        <PageLink page="campaigns" id={campaignId}>
          <CampaignName id={campaignId} />
        </PageLink>
      ),
  },
];

/** The reference that the caller gave. */
export const ownReferenceColumn = {
  id: 'reference',
  header: 'Reference',
  cell: ({ reference }: Call) => (reference === undefined ? '–' : <Name text={reference} />),
};
