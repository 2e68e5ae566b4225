import { randomUUID } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CallId, CampaignId, EnvironmentId } from '../../../lib/api/schemas/ids.ts';
import { newLease } from '../../../lib/gate/lease.ts';
import { keys } from '../../../lib/table/keys.ts';
import { done, type TestAccount, type TestBerth } from '../../setup/berth.ts';
import { aTelephoneNumber } from '../../setup/resources.ts';
import type { Actors, Race, Setting, Stage } from '../race.ts';

/** An environment for a race, with its key. */
export interface Place {
  readonly account: TestAccount;
  readonly id: string;
  readonly key: string;
  readonly keyId: string;
}

interface PlaceOptions {
  readonly limit: number;
  readonly spare?: number;
  readonly name?: string;
}

/** An environment with this limit, in an account whose plan has this many calls besides. */
export async function aPlace(
  { berth }: { berth: TestBerth },
  { limit, spare = 0, name = 'production' }: PlaceOptions,
): Promise<Place> {
  return berth.aPlace({ plan: 20 + limit + spare, name, maxConcurrentCalls: limit });
}

/**
 * Sets up a race in an environment, in which named calls have run for this many seconds.
 * @param actors the steps of each actor in it
 */
export const inAPlace =
  (
    { running: calls = {}, after = 0, ...options }: RunningPlaceOptions,
    actors: (place: Place, stage: Setting) => Actors | Promise<Actors>,
  ): Race['given'] =>
  async (stage) => {
    const place = await aPlace(stage, options);
    const named = Array.isArray(calls) ? calls.map((name) => [name, {}] as const) : Object.entries(calls);
    for (const [name, call] of named) await running(stage, place.id, name, call);
    stage.context.clock.advance(after);
    return actors(place, stage);
  };

interface RunningPlaceOptions extends PlaceOptions {
  readonly running?: readonly string[] | Readonly<Record<string, Running & { readonly row?: boolean }>>;
  readonly after?: number;
}

/** The properties of calls that are put into a gate. */
interface Running {
  readonly gate?: number;
  readonly leaseSeconds?: number;
  readonly direction?: 'inbound' | 'outbound';
  readonly campaignId?: string | undefined;
}

/** Puts a running call into a gate without caps, as the start of a named call does. */
export async function running(
  stage: Stage,
  environment: string,
  name: string,
  { row = false, ...call }: Running & { readonly row?: boolean } = {},
): Promise<void> {
  await runningAll(stage, environment, [name], call);
  const { table } = stage.context;
  const { gate = 0 } = call;
  if (row || gate > 0) {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keys.namedCall(environment as EnvironmentId, name as CallId),
        UpdateExpression: 'SET g = :gate, u = :name',
        ExpressionAttributeValues: { ':gate': gate, ':name': `row of ${name}` },
      }),
    );
  }
}

/** Puts running calls into a gate without caps, and without rows. */
export async function runningAll(
  { context: { table, clock } }: Stage,
  environment: string,
  names: readonly string[],
  { gate = 0, leaseSeconds = 3600, direction = 'outbound', campaignId }: Running = {},
): Promise<void> {
  const references = campaignId === undefined ? {} : { campaignId: campaignId as CampaignId };
  const lease = (name: string) =>
    newLease(name as CallId, { direction, references }, leaseSeconds, clock.now());
  await table.documents.send(
    new UpdateCommand({
      TableName: table.name,
      Key: keys.gate(environment as EnvironmentId, gate),
      UpdateExpression: `SET ${names.map((_, n) => `l.#n${n} = :n${n}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name, n) => [`#n${n}`, name])),
      ExpressionAttributeValues: Object.fromEntries(names.map((name, n) => [`:n${n}`, lease(name)])),
    }),
  );
}

export interface CampaignChange {
  readonly status: 'draft' | 'running' | 'paused' | 'completed';
  readonly maxConcurrentCalls: number | null;
}

/** Creates a campaign of an environment. @returns its id */
export async function aCampaign(
  { call }: Stage,
  { key: as }: Place,
  { status = 'running', maxConcurrentCalls = null }: Partial<CampaignChange> = {},
): Promise<string> {
  const agentId = done(await call('createAgent', { as, body: { name: `Caller ${randomUUID()}` } })).id;
  const numberId = done(await call('createNumber', { as, body: { e164: aTelephoneNumber() } })).id;
  const body = { name: 'Spring', agentId, numberId, maxConcurrentCalls };
  const campaignId = done(await call('createCampaign', { as, body })).id;
  if (status !== 'draft') done(await call('editCampaign', { as, params: { campaignId }, body: { status } }));
  return campaignId;
}

/** Sets up a race in an environment with a campaign, of which the call `a` runs. */
export const withACampaign = (
  options: PlaceOptions,
  actors: (place: Place, campaignId: string, stage: Setting) => Actors | Promise<Actors>,
): Race['given'] =>
  inAPlace(options, async (place, stage) => {
    const campaignId = await aCampaign(stage, place);
    await running(stage, place.id, 'a', { campaignId, row: true });
    return actors(place, campaignId, stage);
  });

/** Sets up a race in a new account. */
export const inAnAccount =
  (actors: (account: TestAccount, stage: Setting) => Actors | Promise<Actors>): Race['given'] =>
  async (stage) =>
    actors(await stage.berth.anAccount(), stage);

/** The ids of this many calls, as the gate makes them. */
export const madeIn = (gate: number, count: number, direction: 'inbound' | 'outbound'): string[] =>
  Array.from(
    { length: count },
    (_, n) => `${direction.charAt(0)}.${gate}000000${String(n).padStart(3, '0')}`,
  );
