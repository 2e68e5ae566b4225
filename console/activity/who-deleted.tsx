import { useQueries } from '@tanstack/react-query';
import { useAccount } from '../account/account.ts';
import { useConnection } from '../api/provider.tsx';
import { Ago } from '../format/time.tsx';
import { ActorName } from './actor-name.tsx';
import { isEnd, type AuditEvent } from './sentence.ts';

interface Props {
  readonly name: string;
  /** The things that may have been deleted, the most specific first. */
  readonly targetIds: readonly string[];
}

/**
 * The event that ended the first of these things that is gone; null when the activity shows none, and undefined while
 * that is not known.
 */
export function useEndOf(targetIds: readonly string[]): AuditEvent | null | undefined {
  const account = useAccount();
  const { api } = useConnection();
  const events = useQueries({
    queries: targetIds.map((targetId) => ({
      queryKey: ['who deleted', targetId],
      queryFn: async (): Promise<AuditEvent | null> => {
        const { body } = await api({
          operation: 'listAuditEvents',
          params: { accountId: account.id },
          query: { targetId, limit: '1' },
        });
        return body.items[0] ?? null;
      },
    })),
    combine: (results) => results.map(({ data, isError }) => (isError ? null : data)),
  });
  return (
    events.find((candidate) => candidate && isEnd(candidate)) ??
    (events.includes(undefined) ? undefined : null)
  );
}

/** “staging was deleted by grace@example.com 2 minutes ago.”, as far as the activity shows it. */
export function WhoDeleted({ name, targetIds }: Props) {
  const event = useEndOf(targetIds);
  if (!event) return <>{name} no longer exists.</>;
  return (
    <>
      {event.target.name ?? name} was deleted by <ActorName of={event} /> <Ago time={event.at} />.
    </>
  );
}
