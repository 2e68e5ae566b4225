import { useAddressQuery } from '../place/query.ts';
import { periodIn, queryOfPeriod } from '../period/period.ts';
import type { Filter } from './filter.tsx';
import { isReference } from './reference-filter.tsx';
import { outcomes } from './outcome.tsx';

/** The filter of the history, as the address has it. */
export function useFilter(): [Filter, (filter: Filter) => void] {
  const [asked, change] = useAddressQuery();
  const outcome = asked('outcome') ?? '';
  const direction = asked('direction');
  const reference = asked('reference') ?? '';
  return [
    {
      period: periodIn(asked),
      outcome: outcome in outcomes ? (outcome as Filter['outcome']) : null,
      direction: direction === 'inbound' || direction === 'outbound' ? direction : null,
      agentId: asked('agentId'),
      numberId: asked('numberId'),
      campaignId: asked('campaignId'),
      reference: isReference(reference) ? reference : null,
    },
    ({ period, ...filter }) => change({ ...queryOfPeriod(period), ...filter }),
  ];
}
