import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process that serves the API over a table. */
export interface Server {
  readonly origin: string;
  /** Sets its clock to this instant, where it stands until it is set again. @returns the requests since the last time */
  setClock(instant: number): Promise<Asked>;
  stop(): Promise<void>;
}

/** Requests of clients to a server, and of the server to DynamoDB. */
export interface Asked {
  readonly requests: number;
  readonly toDynamoDb: number;
}

export async function forkServer(endpoint: string, tableName: string): Promise<Server> {
  const script = fileURLToPath(new URL('serve.ts', import.meta.url));
  const child = fork(script, [endpoint, tableName], { execArgv: [] });
  const [origin] = (await once(child, 'message')) as [string];
  return {
    origin,
    async setClock(instant) {
      child.send(instant);
      const [asked] = (await once(child, 'message')) as [Asked];
      return asked;
    },
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
