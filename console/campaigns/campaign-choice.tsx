import { useGrowingList, useRead } from '../api/use-api.ts';
import { IdInstead, Name } from '../format/name.tsx';
import { Choice } from '../resources/choice.tsx';
import { useHome } from '../resources/home.tsx';

/** A campaign by its id: its name, or the id until the name is known. */
export function CampaignName({ id }: { id: string }) {
  const { data, isPending } = useCampaign(id);
  return data === undefined ? <IdInstead id={id} isPending={isPending} /> : <Name text={data.name} />;
}

function useCampaign(campaignId: string | null) {
  const { params } = useHome();
  return useRead(
    { operation: 'getEnvironmentCampaign', params: { ...params, campaignId: campaignId ?? '' } },
    { enabled: campaignId !== null },
  );
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
  const name = useCampaign(campaignId).data?.name;
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
