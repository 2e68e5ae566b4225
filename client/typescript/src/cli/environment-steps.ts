import type { Environment } from '../management/types.ts';
import { difference, isEmpty, told } from './difference.ts';
import { ownOf, type OwnFields } from './entries.ts';
import type { Sheet, Step, Target } from './sheet.ts';

/**
 * Environments are created with no calls, and hidden only once the others are shown: one must always be visible. Then
 * one step changes all limits, so that one environment can get the calls that another gives up.
 */
export async function environmentSteps(
  targets: readonly Target[],
  environments: readonly Environment[],
  sheet: Sheet,
): Promise<void> {
  const edits = targets.flatMap((target) => (target.standing ? edit(target, sheet) : []));
  sheet.steps.push(
    ...targets.filter(({ standing }) => standing === undefined).map((target) => creation(target, sheet)),
    ...edits.filter(({ hides }) => !hides),
    ...edits.filter(({ hides }) => hides),
  );
  await limitsStep(targets, environments, sheet);
  const named = new Set(targets.map(({ environment }) => environment?.id));
  const others = environments.filter(({ id }) => !named.has(id)).map(({ name }) => name);
  if (others.length > 0) sheet.leftAlone.push(`environments: ${others.join(', ')}`);
}

function creation(target: Target, { account: { berth, accountId } }: Sheet): Step {
  const { maxConcurrentCalls: later, paused = false, ...own } = ownOf(target.entry);
  const { name, ...more } = { ...own, paused };
  const also = Object.entries(more)
    .filter(([, value]) => Boolean(value))
    .map(([field, value]) => (value === true ? field : `${field} ${value}`));
  return {
    says: `create  environment ${[name, ...also].join(', ')}; rotate its API key to see one`,
    async run() {
      const body = { ...own, maxConcurrentCalls: 0 };
      const { environment } = await berth.createEnvironment({ accountId, body });
      target.id = environment.id;
      if (paused) await berth.editEnvironment({ accountId, environmentId: target.id, body: { paused } });
    },
  };
}

function edit(
  { entry, standing, id: environmentId }: Target,
  { account: { berth, accountId } }: Sheet,
): (Step & { hides: boolean })[] {
  if (standing === undefined) return [];
  const { maxConcurrentCalls: later, ...own } = ownOf(entry);
  const body = difference<OwnFields>(own, standing.own);
  if (isEmpty(body)) return [];
  return [
    {
      hides: body.hidden === true,
      says: `change  environment ${standing.own.name}: ${told<OwnFields>(body, standing.own)}`,
      run: () => berth.editEnvironment({ accountId, environmentId, body }),
    },
  ];
}

async function limitsStep(
  targets: readonly Target[],
  environments: readonly Environment[],
  { account: { berth, accountId }, steps, problem }: Sheet,
): Promise<void> {
  const changed = targets.flatMap((target) => {
    const before = target.environment?.maxConcurrentCalls ?? 0;
    const { maxConcurrentCalls = before } = target.entry;
    return maxConcurrentCalls === before ? [] : [{ target, before, maxConcurrentCalls }];
  });
  if (changed.length === 0) return;

  const allocated = sum(environments.map(({ allocatedConcurrentCalls }) => allocatedConcurrentCalls));
  const after =
    allocated +
    sum(
      changed.map(
        ({ target, maxConcurrentCalls }) =>
          maxConcurrentCalls - (target.environment?.allocatedConcurrentCalls ?? 0),
      ),
    );
  const { plan } = await berth.getAccount({ accountId });
  if (after > allocated && after > plan.maxConcurrentCalls)
    problem(
      ['environments'],
      `the plan has ${plan.maxConcurrentCalls} concurrent calls; all environments together would have ${after}`,
    );

  const limits = changed.map(
    ({ target, before, maxConcurrentCalls }) => `${target.entry.name} ${before} → ${maxConcurrentCalls}`,
  );
  steps.push({
    says: `change  maxConcurrentCalls, in one step: ${limits.join(', ')}`,
    run: () =>
      berth.reallocateConcurrency({
        accountId,
        body: {
          changes: changed.map(({ target, maxConcurrentCalls }) => ({
            environmentId: target.id,
            maxConcurrentCalls,
          })),
        },
      }),
  });
}

const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0);
