import { overPlan } from '../api/failure.ts';
import { isWholeNumber } from '../format/whole-number.ts';
import { useConcurrency } from './use-concurrency.ts';

/**
 * Tells why a typed limit is over what the plan has left, or undefined when it is not. While the plan is not known, the
 * API decides.
 * @param environmentId the environment that is edited; undefined for a new one
 */
export function useOverPlan(environmentId?: string): (limit: string) => string | undefined {
  const { data } = useConcurrency();
  return (limit) => {
    if (data === undefined || !isWholeNumber(limit)) return undefined;
    const { environments, unallocated, plan } = data;
    const share = environments.find((candidate) => candidate.environmentId === environmentId);
    const most = (share?.allocatedConcurrentCalls ?? 0) + unallocated;
    return Number(limit) > most ? overPlan(unallocated, plan.maxConcurrentCalls) : undefined;
  };
}
