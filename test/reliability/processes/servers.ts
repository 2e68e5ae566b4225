import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The settings of a server, as JSON. */
export interface ServerSettings {
  readonly table: string;
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly jwks: object;
}

const script = fileURLToPath(new URL('server.ts', import.meta.url));

interface Server {
  readonly process: ChildProcess;
  readonly origin: string;
}

/** This many processes that serve the API. One that is killed is replaced. */
export class Servers {
  readonly #settings: string;
  #servers: Server[] = [];
  #kills = 0;

  constructor(settings: ServerSettings) {
    this.#settings = JSON.stringify(settings);
  }

  async start(count: number): Promise<void> {
    this.#servers = await Promise.all(Array.from({ length: count }, () => this.#one()));
  }

  async #one(): Promise<Server> {
    const child = spawn(process.execPath, [script, this.#settings], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [origin] = (await once(createInterface(child.stdout), 'line')) as [string];
    return { process: child, origin };
  }

  get kills(): number {
    return this.#kills;
  }

  /** The address of any of them. */
  any(): string {
    const server = this.#servers[Math.floor(Math.random() * this.#servers.length)];
    if (server === undefined) throw new Error('no server runs');
    return server.origin;
  }

  /** Kills one, like a failing machine, and starts another in its place. */
  async killOne(): Promise<void> {
    const index = Math.floor(Math.random() * this.#servers.length);
    const [victim] = this.#servers.splice(index, 1);
    victim?.process.kill('SIGKILL');
    this.#kills += 1;
    this.#servers.push(await this.#one());
  }

  stop(): void {
    for (const { process: child } of this.#servers) child.kill('SIGKILL');
    this.#servers = [];
  }
}
