import Container from '@cloudscape-design/components/container';
import type { ReactElement } from 'react';
import { lookEvery } from '../api/look-every.ts';
import { useList, useRead } from '../api/use-api.ts';
import { At } from '../format/time.tsx';
import { Name } from '../format/name.tsx';
import { Phone } from '../format/phone.tsx';
import { FactsGrid } from '../parts/facts-grid.tsx';
import { Missing } from '../parts/missing.tsx';
import { PageLink } from '../place/page-link.tsx';
import { useHome } from '../resources/home.tsx';
import type { Agent } from './agent.ts';

/** What uses an agent, and when it was changed. */
export const AgentFacts = ({ of: { id, createdAt, updatedAt } }: { of: Agent }) => (
  <Container>
    <FactsGrid
      columns={3}
      items={[
        { label: 'Numbers it answers', value: <NumbersOf agentId={id} /> },
        { label: 'Campaigns', value: <CampaignsOf agentId={id} /> },
        { label: 'Default agent', value: <IsDefault agentId={id} /> },
        { label: 'Created At', value: <At time={createdAt} /> },
        { label: 'Updated At', value: <At time={updatedAt} /> },
      ]}
    />
  </Container>
);

function NumbersOf({ agentId }: { agentId: string }) {
  const { params } = useHome();
  const numbers = useList({ operation: 'listEnvironmentNumbers', params }, { every: lookEvery.summaries });
  if (numbers.data === undefined) return <Missing what="its numbers" of={numbers} lines={1} />;
  return (
    <Links
      items={numbers.data
        .filter(({ inboundAgentId }) => inboundAgentId === agentId)
        .map(({ id, e164 }) => (
          <PageLink key={id} page="numbers" id={id}>
            <Phone e164={e164} />
          </PageLink>
        ))}
    />
  );
}

function CampaignsOf({ agentId }: { agentId: string }) {
  const { params } = useHome();
  const campaigns = useList(
    { operation: 'listEnvironmentCampaigns', params },
    { every: lookEvery.summaries },
  );
  if (campaigns.data === undefined) return <Missing what="its campaigns" of={campaigns} lines={1} />;
  return (
    <Links
      items={campaigns.data
        .filter((campaign) => campaign.agentId === agentId)
        .map(({ id, name }) => (
          <PageLink key={id} page="campaigns" id={id}>
            <Name text={name} />
          </PageLink>
        ))}
    />
  );
}

function IsDefault({ agentId }: { agentId: string }) {
  const { environment, params } = useHome();
  const settings = useRead({ operation: 'getEnvironmentSettings', params }, { every: lookEvery.edits });
  if (settings.data === undefined) return <Missing what="the settings" of={settings} lines={1} />;
  if (settings.data.defaultAgentId !== agentId) return 'No';
  return <PageLink page="environment-settings">In {environment.name}</PageLink>;
}

function Links({ items }: { items: readonly ReactElement[] }) {
  if (items.length === 0) return '–';
  return (
    <ul className="plain-list">
      {items.map((item) => (
        <li key={item.key}>{item}</li>
      ))}
    </ul>
  );
}
