import { useGrowingList, useRead } from '../api/use-api.ts';
import { Name } from '../format/name.tsx';
import { Choice } from '../resources/choice.tsx';
import { useHome } from '../resources/home.tsx';

/** A campaign by its id: its name, or the id as long as that is not known. */
export function CampaignName({ id }: { id: string }) {
  const name = useCampaignName(id);
  return name === undefined ? <code>{id}</code> : <Name text={name} />;
}

function useCampaignName(campaignId: string | null): string | undefined {
  const { params } = useHome();
  const { data } = useRead(
    { operation: 'getEnvironmentCampaign', params: { ...params, campaignId: campaignId ?? '' } },
    { enabled: campaignId !== null },
  );
  return data?.name;
}

interface Props {
  readonly label: string;
  readonly campaignId: string | null;
  readonly onChoose: (campaignId: string | null) => void;
  readonly none?: string;
  readonly problem: string | undefined;
}

export function CampaignChoice({ campaignId, ...props }: Props) {
  const { params } = useHome();
  const list = useGrowingList({ operation: 'listEnvironmentCampaigns', params });
  const name = useCampaignName(campaignId);
  return (
    <Choice
      {...props}
      of="campaigns"
      list={list}
      optionOf={(campaign) => ({ value: campaign.id, label: campaign.name })}
      chosen={campaignId === null ? null : { value: campaignId, label: name ?? campaignId }}
    />
  );
}
