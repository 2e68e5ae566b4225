import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { useAccount } from '../account/account.ts';
import type { AnswerTo } from '../api/request.ts';
import { lookEvery } from '../api/look-every.ts';
import { useList } from '../api/use-api.ts';
import { useAddress } from '../place/address.ts';
import { Stop, Waiting } from '../frame/full-page.tsx';
import { environmentOf, rememberedHere } from '../place/memory.ts';
import { Remember } from '../place/remember.tsx';

export type Environment = AnswerTo<'getEnvironment'>;

interface Environments {
  /** All that are active, the hidden ones too, in the order of their creation. */
  readonly all: readonly Environment[];
  /** The one that is worked in: what every page shows. Nobody is moved to another one unless they choose it. */
  readonly current: Environment;
  /** Whether it was deleted since. It is then what it was last. */
  readonly isGone: boolean;
  /** Whether the address names an environment that there is not. */
  readonly isMissing: boolean;
  /** Goes over to another one, also to one that is hidden: to the same page there. */
  readonly choose: (environmentId: string) => void;
}

const EnvironmentContext = createContext<Environments | undefined>(undefined);

export function useEnvironments(): Environments {
  const environments = useContext(EnvironmentContext);
  if (environments === undefined) throw new Error('outside of EnvironmentProvider');
  return environments;
}

export function EnvironmentProvider({ children }: { children: ReactNode }) {
  const account = useAccount();
  const navigate = useNavigate();
  const { environmentId, page } = useAddress();
  const list = useList(
    { operation: 'listEnvironments', params: { accountId: account.id } },
    { every: lookEvery.edits },
  );
  // Of an account that is closed those are left that can be had back: one of them stands for the place.
  const isEmpty = list.data?.length === 0;
  const deleted = useList(
    { operation: 'listEnvironments', params: { accountId: account.id }, query: { status: 'deleted' } },
    { enabled: isEmpty },
  );
  // On the pages of the account the address names none.
  const [chosen, setChosen] = useState(() => rememberedHere(environmentOf(account.id)));
  const [lastSeen, setLastSeen] = useState<Environment>();
  const wanted = environmentId ?? chosen;
  if (wanted !== chosen) setChosen(wanted);
  const found = list.data?.find(({ id }) => id === wanted);
  if (found !== undefined && found !== lastSeen) setLastSeen(found);

  const environments = useMemo((): Environments | undefined => {
    const all = list.data ?? [];
    const isGone = found === undefined && wanted !== undefined && lastSeen?.id === wanted;
    const current =
      found ?? (isGone ? lastSeen : (all.find(({ hidden }) => !hidden) ?? all[0] ?? deleted.data?.[0]));
    if (current === undefined) return undefined;
    return {
      all,
      current,
      isGone,
      isMissing:
        environmentId !== undefined && (current.id !== environmentId || current.status === 'deleted'),
      choose(id) {
        setChosen(id);
        // What has an id of its own is not in the other one.
        const [section = 'calls'] = page.split('/');
        if (environmentId !== undefined) void navigate(`/${account.id}/${id}/${section}`);
      },
    };
  }, [account.id, list.data, deleted.data, found, wanted, lastSeen, environmentId, page, navigate]);

  if (environments === undefined) {
    const failed = [list, deleted].find(({ isError }) => isError);
    if (failed === undefined) return <Waiting text={`Loading ${account.name}`} />;
    return (
      <Stop
        title={`Couldn't load ${account.name}`}
        action={{ text: 'Try again', onClick: () => void failed.refetch() }}
      >
        {failed.error?.message}
      </Stop>
    );
  }
  return (
    <EnvironmentContext value={environments}>
      <Remember name={environmentOf(account.id)} value={environments.current.id} />
      {children}
    </EnvironmentContext>
  );
}
