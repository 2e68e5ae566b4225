import { useRead } from '../api/use-api.ts';
import { useHome } from '../resources/home.tsx';

/** A campaign by its id: its name, or the id as long as that is not known. */
export function CampaignName({ id }: { id: string }) {
  const { params } = useHome();
  const { data } = useRead({ operation: 'getEnvironmentCampaign', params: { ...params, campaignId: id } });
  return <>{data?.name ?? <code>{id}</code>}</>;
}
