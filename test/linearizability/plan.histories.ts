import { anyOf, killing, together, threeServers } from './clients.ts';
import { Recording, type Outcome } from './recording.ts';

const { berth, servers } = await threeServers();

const PLAN = 100;

/** The limits of environments by their names. */
type Limits = Readonly<Record<string, number>>;

interface Request {
  readonly client: number;
  readonly kind: 'create' | 'edit' | 'delete' | 'account' | 'overview';
  /** What the environments should have. Deleted ones have no limit. */
  readonly limits?: Limits;
}

/** What an answer shows: how much of the plan is allocated, and in an overview all limits. */
interface Seen {
  readonly allocated: number;
  readonly shown?: Limits;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The environments of an account, as several Admins create, edit and delete them. */
class Plan {
  readonly recording = new Recording<Request, Seen>(() => servers.any());
  /** The environments whose creation was acknowledged and that are not deleted. */
  readonly standing: Named[] = [];
  readonly #as: string;
  readonly #params: { readonly accountId: string };
  #created = 0;

  constructor(accountId: string, as: string) {
    this.#params = { accountId };
    this.#as = as;
  }

  #in({ id }: Named) {
    return { ...this.#params, environmentId: id };
  }

  async create(client: number, maxConcurrentCalls: number): Promise<void> {
    const name = `e${(this.#created += 1)}`;
    const body = { name, maxConcurrentCalls };
    let id: string | undefined;
    await this.recording.record(
      { client, kind: 'create', limits: { [name]: maxConcurrentCalls } },
      async (call) => {
        const answer = await call('createEnvironment', { as: this.#as, params: this.#params, body });
        id = answer.status === 201 ? answer.body.environment.id : undefined;
        return answer;
      },
    );
    if (id !== undefined) this.standing.push({ id, name });
  }

  edit(client: number, environment: Named, maxConcurrentCalls: number): Promise<Outcome> {
    const limits = { [environment.name]: maxConcurrentCalls };
    return this.recording.record({ client, kind: 'edit', limits }, (call) =>
      call('editEnvironment', {
        as: this.#as,
        params: this.#in(environment),
        body: { maxConcurrentCalls },
      }),
    );
  }

  reallocate(client: number, changes: ReadonlyMap<Named, number>): Promise<Outcome> {
    const limits = Object.fromEntries([...changes].map(([{ name }, limit]) => [name, limit]));
    const body = {
      changes: [...changes].map(([{ id }, limit]) => ({ environmentId: id, maxConcurrentCalls: limit })),
    };
    return this.recording.record(
      { client, kind: 'edit', limits },
      (call) => call('reallocateConcurrency', { as: this.#as, params: this.#params, body }),
      shownBy,
    );
  }

  async deleteOne(client: number): Promise<void> {
    const environment = anyOf(this.standing);
    if (environment === undefined) return;
    await this.recording.record({ client, kind: 'delete', limits: { [environment.name]: 0 } }, (call) =>
      call('deleteEnvironment', { as: this.#as, params: this.#in(environment) }),
    );
    const index = this.standing.indexOf(environment);
    if (index >= 0) this.standing.splice(index, 1);
  }

  account(client: number): Promise<Outcome> {
    return this.recording.record(
      { client, kind: 'account' },
      (call) => call('getAccount', { as: this.#as, params: this.#params }),
      ({ allocatedConcurrentCalls }) => ({ allocated: allocatedConcurrentCalls }),
    );
  }

  overview(client: number): Promise<Outcome> {
    return this.recording.record(
      { client, kind: 'overview' },
      (call) => call('getConcurrency', { as: this.#as, params: this.#params }),
      shownBy,
    );
  }
}

interface Overview {
  readonly allocated: number;
  readonly environments: readonly { readonly name: string; readonly maxConcurrentCalls: number }[];
}

const shownBy = ({ allocated, environments }: Overview): Seen => ({
  allocated,
  shown: Object.fromEntries(environments.map(({ name, maxConcurrentCalls }) => [name, maxConcurrentCalls])),
});

const upTo = (most: number) => Math.floor(Math.random() * (most + 1));

test.each([{ kills: 0 }, { kills: 2 }])(
  'while edits of a plan lose $kills servers, all answers are those of one list of limits',
  async ({ kills }) => {
    const { accountId, admin } = await berth.anAccount({ plan: PLAN });
    const plan = new Plan(accountId, admin.token);
    for (let n = 0; n < 4; n += 1) await plan.create(0, 15);
    const edits = together(async (client) => {
      const [one, other] = [anyOf(plan.standing), anyOf(plan.standing)];
      const dice = Math.random();
      if (one === undefined || dice < 0.15) await plan.create(client, upTo(30));
      else if (dice < 0.25) await plan.deleteOne(client);
      else if (dice < 0.6) await plan.edit(client, one, upTo(40));
      else if (other !== undefined && other !== one)
        await plan.reallocate(
          client,
          new Map([
            [one, upTo(40)],
            [other, upTo(40)],
          ]),
        );
      await (Math.random() < 0.5 ? plan.overview(client) : plan.account(client));
    });
    await Promise.all([edits, killing(servers, kills)]);
    const model = { model: 'plan', plan: PLAN, limits: { default: 20 } };
    expect(await plan.recording.check(`plan-${kills}`, model)).toMatch(/Ok/);
  },
  3_600_000,
);
