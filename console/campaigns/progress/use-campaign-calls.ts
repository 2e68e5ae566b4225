import { lookEvery } from '../../api/look-every.ts';
import type { Failure } from '../../api/failure.ts';
import { useList, type ItemOf } from '../../api/use-api.ts';
import type { EndedCall } from '../../history/outcome.tsx';
import { useHome } from '../../resources/home.tsx';
import type { Campaign } from '../campaign.ts';

/** How many of the latest ended calls are read. */
export const MAX_CALLS = 500;

/** The known progress of a campaign. */
export interface CampaignCalls {
  /** The latest ended ones, newest first. */
  readonly ended: readonly EndedCall[];
  /** Whether there are more that ended before. */
  readonly isCut: boolean;
  readonly running: number;
  /** The last call to each number, for calls that have it as their reference. */
  readonly lastTo: ReadonlyMap<string, EndedCall>;
}

interface CampaignCallsRead {
  readonly data: CampaignCalls | undefined;
  readonly error: Failure | null;
  readonly refetch: () => void;
}

/** The calls of a campaign. Software that uses a contact's number as the `reference` of a call connects the two. */
export function useCampaignCalls({ id, status }: Campaign): CampaignCallsRead {
  const { params } = useHome();
  const every = status === 'running' ? lookEvery.summaries : lookEvery.summaries * 5;
  const ended = useList(
    { operation: 'listEnvironmentCalls', params, query: { campaignId: id, status: 'ended' } },
    { every, max: MAX_CALLS },
  );
  const live = useList(
    { operation: 'listEnvironmentCalls', params, query: { campaignId: id } },
    { every: status === 'running' ? lookEvery.edits : every, max: MAX_CALLS },
  );
  return {
    data: ended.data && live.data && summedUp(ended.data, live.data),
    error: ended.error ?? live.error,
    refetch() {
      for (const read of [ended, live]) if (read.error !== null) void read.refetch();
    },
  };
}

type AnyCall = ItemOf<'listEnvironmentCalls'>;

function summedUp(ended: readonly AnyCall[], live: readonly AnyCall[]): CampaignCalls {
  const calls = ended.filter((call) => call.status === 'ended');
  const lastTo = new Map<string, EndedCall>();
  for (const call of calls) {
    if (call.reference?.startsWith('+') === true && !lastTo.has(call.reference))
      lastTo.set(call.reference, call);
  }
  return { ended: calls, isCut: calls.length >= MAX_CALLS, running: live.length, lastTo };
}
