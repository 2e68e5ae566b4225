import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { useAccount } from '../account/account.ts';
import type { AnswerTo } from '../api/call.ts';
import { useList } from '../api/use-api.ts';
import { Stop, Waiting } from '../frame/full-page.tsx';
import { environmentOf, remember, remembered } from '../frame/memory.ts';

export type Environment = AnswerTo<'getEnvironment'>;

interface Environments {
  /** All that are active, the hidden ones too, in the order of their creation. */
  readonly all: readonly Environment[];
  /** The one that is worked in: what every page shows. */
  readonly current: Environment;
  /** Goes over to another one, also to one that is hidden. */
  readonly choose: (environmentId: string) => void;
}

const EnvironmentContext = createContext<Environments | undefined>(undefined);

export function useEnvironments(): Environments {
  const environments = useContext(EnvironmentContext);
  if (environments === undefined) throw new Error('outside of EnvironmentProvider');
  return environments;
}

/** How soon one sees what others have changed, in milliseconds. */
const LOOK_EVERY = 15_000;

export function EnvironmentProvider({ children }: { children: ReactNode }) {
  const account = useAccount();
  const list = useList(
    { operation: 'listEnvironments', params: { accountId: account.id } },
    { every: LOOK_EVERY },
  );
  const [chosen, setChosen] = useState(() => remembered(environmentOf(account.id)));
  // A hidden one is worked in by who has gone there from Settings, and not on the next visit.
  const [evenHidden, setEvenHidden] = useState<string>();

  const environments = useMemo((): Environments | undefined => {
    const all = list.data ?? [];
    const current =
      all.find(({ id, hidden }) => id === chosen && (!hidden || id === evenHidden)) ??
      all.find(({ hidden }) => !hidden) ??
      all[0];
    if (current === undefined) return undefined;
    return {
      all,
      current,
      choose(environmentId) {
        remember(environmentOf(account.id), environmentId);
        setChosen(environmentId);
        setEvenHidden(all.find(({ id }) => id === environmentId)?.hidden ? environmentId : undefined);
      },
    };
  }, [account.id, list.data, chosen, evenHidden]);

  if (environments === undefined) {
    if (!list.isError) return <Waiting text={`Loading ${account.name}`} />;
    return (
      <Stop
        title={`${account.name} could not be loaded`}
        action={{ text: 'Try again', onClick: () => void list.refetch() }}
      >
        {list.error.message}
      </Stop>
    );
  }
  return <EnvironmentContext value={environments}>{children}</EnvironmentContext>;
}
