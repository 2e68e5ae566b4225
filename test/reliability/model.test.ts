import * as fc from 'fast-check';
import { aBerth, inEnvironment, type TestBerth } from '../setup/berth.ts';
import { checkHistory } from './checker/check-history.ts';
import { checkTable } from './checker/check-table.ts';
import { directClient, story, type Exchange } from './direct-client.ts';
import { isLong } from './effort.ts';
import { accountSteps, removal } from './model/account-steps.ts';
import { callSteps } from './model/call-steps.ts';
import { campaignSteps } from './model/campaign-steps.ts';
import { commandOf, type Step } from './model/commands.ts';
import { environmentSteps } from './model/environment-steps.ts';
import { Model, newModelEnvironment } from './model/model.ts';
import { realOf, type Real } from './model/real.ts';
import { serviceAccountSteps } from './model/service-account-steps.ts';
import { userSteps } from './model/user-steps.ts';
import { standingClock } from './race.ts';
import { failureOf } from './report.ts';
import { allItems, restore } from './table-copy.ts';

const berth = await aBerth();
const operator = await berth.aPerson({ groups: ['operators'] });

/** Small limits, which are quickly reached, and limits at which environments change their number of gates. */
const contexts = [
  { name: 'small limits', plan: 12, limits: [0, 1, 2, 3, 5], bunches: [1, 2] },
  {
    name: 'limits around 40 and 80, where gates come and go',
    plan: 260,
    limits: [0, 2, 40, 41, 80, 81],
    bunches: [3, 39, 42],
  },
];

test.each(contexts)(
  'any sequence of operations has the result of the model, and breaks no invariant: $name',
  async ({ plan, limits, bunches }) => {
    const arranged = await arrange(berth, plan);
    const steps = [
      ...environmentSteps(limits),
      ...accountSteps(limits, operator.token),
      ...serviceAccountSteps(),
      ...campaignSteps(limits),
      ...callSteps(bunches),
      ...userSteps(),
    ];
    const commands = fc.commands(
      steps.map((step: fc.Arbitrary<Step>) => step.map(commandOf)),
      { maxCommands: isLong ? 150 : 60, size: 'max' },
    );
    const property = fc.asyncProperty(commands, async (given) => {
      const { model, real } = await arranged.start();
      try {
        await fc.asyncModelRun(() => ({ model, real }), given);
        await check(model, real, arranged.history());
        for (const last of removal(operator.token).map(commandOf))
          if (last.check(model)) await last.run(model, real);
        expect(model.status).toBe('gone');
        await check(model, real, arranged.history());
      } catch (thrown) {
        const message = thrown instanceof Error ? thrown.message : String(thrown);
        throw new Error(`${message}\n${story(arranged.history())}`, { cause: thrown });
      }
    });
    expect(await failureOf(property, { short: 10, long: 1_500 })).toBeUndefined();
  },
);

/** @throws Error with all that is wrong in the table */
async function check(model: Model, real: Real, history: readonly Exchange[]): Promise<void> {
  const items = await allItems(real.context.table);
  // What was acknowledged is removed with its account.
  const told = model.status === 'gone' ? [] : checkHistory(items, history);
  const wrong = [...checkTable(items, model.now), ...told];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/**
 * An account with `default` (half of its first plan) and three people, one of them its Admin. It is restored for each run.
 */
async function arrange(of: TestBerth, plan: number) {
  const clock = standingClock();
  const began = clock.now();
  const context = { ...of.context, clock };
  let history: Exchange[] = [];
  const call = await directClient(context, (exchange) => history.push(exchange));
  const account = await of.anAccount({ plan: Math.max(plan, 20) });
  const { accountId, admin, defaultId: environmentId } = account;
  await call('editEnvironment', {
    ...inEnvironment(account, environmentId),
    body: { maxConcurrentCalls: 3 },
  });
  const body = { name: 'Test', maxConcurrentCalls: plan };
  await call('setPlan', { as: operator.token, params: { accountId }, body });
  const rotated = await call('rotateApiKey', {
    ...inEnvironment(account, environmentId),
    body: { graceSeconds: 0 },
  });
  const key = { id: rotated.body.id, secret: rotated.body.secret ?? '', expiresAt: Infinity };
  const others = [await of.aPerson(), await of.aPerson()];
  // JSON has no sets.
  const listed = (_: string, value: unknown) => (value instanceof Set ? [...(value as Set<string>)] : value);
  const isHere = (item: Record<string, unknown>) => JSON.stringify(item, listed).includes(accountId);
  const items = (await allItems(context.table)).filter(isHere);
  const gates = (await allItems(context.table)).filter(({ pk }) => String(pk).includes(environmentId));
  const begin = [...items, ...gates.filter((gate) => !isHere(gate))];
  const real: Real = realOf({ context, call }, of);

  return {
    history: () => history,
    async start() {
      await restore(context.table, begin);
      clock.set(began);
      history = [];
      const model = new Model(accountId, plan, began);
      const keys = [{ ...key }];
      model.environments.push(
        newModelEnvironment({ id: environmentId, name: 'default', limit: 3, hidden: false, keys }),
      );
      for (const [index, { email, userId, token }] of [admin, ...others].entries()) {
        const role = index === 0 ? ('admin' as const) : undefined;
        model.users.push({ email, userId, token, role, signedIn: true, invitation: undefined });
      }
      real.otherProcess(environmentId, 1);
      return { model, real };
    },
  };
}
