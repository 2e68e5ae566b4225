import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, useContext, useState, type ReactNode } from 'react';
import { Stop } from '../frame/full-page.tsx';
import type { Configuration } from '../session/configuration.ts';
import type { Session } from '../session/session.ts';
import { createApi, type Api } from './client.ts';
import type { Failure } from './failure.ts';

interface Connection {
  readonly api: Api;
  readonly configuration: Configuration;
  readonly session: Session;
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
  const [over, setOver] = useState(false);
  const [queries] = useState(createQueryClient);
  const [connection] = useState((): Connection => {
    const onFailure = ({ code }: Failure) => {
      if (code === 'unauthenticated' || code === 'session_over') setOver(true);
      // The account or the role may be gone: what is shown follows from who one is now.
      if (code === 'not_found' || code === 'admin_required') {
        void queries.invalidateQueries({ queryKey: ['getMe'] });
      }
    };
    const api = createApi({ origin: configuration.apiOrigin, token: session.token, onFailure });
    return { api, configuration, session };
  });

  if (over) {
    return (
      <Stop
        title="Your session is over"
        // Through the end of the session at the identity provider: what it would hand out now is what was just refused.
        action={{ text: 'Sign in again', onClick: () => void session.signOut() }}
      >
        For your safety you have to sign in again from time to time, and whenever your access was changed.
      </Stop>
    );
  }
  return (
    <ConnectionContext value={connection}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </ConnectionContext>
  );
}

function createQueryClient(): QueryClient {
  // The client of the API tries again by itself, where it makes sense.
  return new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 5_000 } } });
}
