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
  /** The current environment, which every page shows. It changes only when the user chooses another. */
  readonly current: Environment;
  /** Whether it has been deleted since. Its last known state is shown then. */
  readonly isGone: boolean;
  /** Whether the environment in the address does not exist. */
  readonly isMissing: boolean;
  /** Switches to the same page of another environment, which may be hidden. */
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
  // A closed account has only environments that can be restored: one of them is used.
  const isEmpty = list.data?.length === 0;
  const deleted = useList(
    { operation: 'listEnvironments', params: { accountId: account.id }, query: { status: 'deleted' } },
    { enabled: isEmpty },
  );
  // On the pages of the account the address contains none.
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
        // The page of a single thing does not exist in the other environment.
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
