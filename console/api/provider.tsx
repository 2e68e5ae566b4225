import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { Stop } from '../frame/full-page.tsx';
import type { Configuration } from '../session/configuration.ts';
import { SessionOver } from '../session/session-over.tsx';
import type { Session } from '../session/session.ts';
import { createApi, type Api } from './client.ts';
import { createConnectivity, type Connectivity } from './connectivity.ts';
import type { Failure } from './failure.ts';

interface Connection {
  readonly api: Api;
  readonly configuration: Configuration;
  readonly session: Session;
  readonly connectivity: Connectivity;
}

const ConnectionContext = createContext<Connection | undefined>(undefined);

/** The API, the stage that it belongs to, and who is signed in. */
export function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (connection === undefined) throw new Error('outside of ApiProvider');
  return connection;
}

interface Props {
  readonly configuration: Configuration;
  readonly session: Session;
  readonly children: ReactNode;
}

export function ApiProvider({ configuration, session, children }: Props) {
  const [signedOut, setSignedOut] = useState(false);
  /** Calls that wait for a new sign-in, while the session is over. */
  const [waiting, setWaiting] = useState<readonly (() => void)[]>([]);
  const [queries] = useState(createQueryClient);
  const [connection] = useState((): Connection => {
    const onFailure = ({ code }: Failure) => {
      // The account or the role may have changed: pages depend on who is signed in now.
      if (code === 'not_found' || code === 'admin_required') {
        void queries.invalidateQueries({ queryKey: ['getMe'] });
        void queries.invalidateQueries({ queryKey: ['listEnvironments'] });
      }
      if (code === 'account_suspended' || code === 'account_closed')
        void queries.invalidateQueries({ queryKey: ['getAccount'] });
    };
    const connectivity = createConnectivity();
    const api = createApi({
      origin: configuration.apiOrigin,
      token: session.token,
      signedInAgain: async () =>
        new Promise((signedIn) => {
          setWaiting((before) => [...before, signedIn]);
        }),
      connectivity,
      onFailure,
    });
    return { api, configuration, session, connectivity };
  });
  useEffect(() => session.onSignedOut(() => setSignedOut(true)), [session]);

  if (signedOut) {
    return (
      <Stop title="You signed out" action={{ text: 'Sign in', href: '/' }}>
        You signed out of Berth in another tab.
      </Stop>
    );
  }
  return (
    <ConnectionContext value={connection}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
      {waiting.length > 0 && (
        <SessionOver
          session={session}
          onSignedIn={() => {
            for (const goOn of waiting) goOn();
            setWaiting([]);
          }}
        />
      )}
    </ConnectionContext>
  );
}

function createQueryClient(): QueryClient {
  // The client of the API already retries where that makes sense. A change must not wait for the browser to be online:
  // it would then be made automatically, hours after the user gave up.
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: 5_000, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });
}
