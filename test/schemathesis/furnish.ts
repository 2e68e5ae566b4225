import { clientOf } from '../setup/client.ts';
import { done } from '../setup/berth.ts';

/** What requests from the outside can name in an account. */
export interface Furnished {
  readonly token: string;
  readonly apiKey: string;
  /** Values of path parameters. */
  readonly standing: Readonly<Record<string, string>>;
  /** The same for what can be deleted, rotated or ended without breaking all other requests. */
  readonly spare: Readonly<Record<string, string>>;
}

/** An account with one of each, and a second one of what can be deleted. */
export async function furnish(origin: string): Promise<Furnished> {
  const call = clientOf(origin);
  const tokenFor = async (email: string, groups: string[] = []) => {
    const answer = await fetch(`${origin}/_local/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, groups, expiresIn: 86_400 }),
    });
    return (await answer.json()) as { accessToken: string; userId: string };
  };
  const { accessToken: as } = await tokenFor('admin@example.com', ['operators']);
  const { id: accountId } = done(await call('createAccount', { as, body: { name: 'Acme' } }));
  const params = { accountId };

  const invite = async (email: string) =>
    done(await call('createInvitation', { as, params, body: { email, role: 'member' } })).id;
  const join = async (email: string) => {
    await invite(email);
    const { accessToken, userId } = await tokenFor(email);
    const token = await linkTo(origin, email);
    done(await call('acceptInvitation', { as: accessToken, body: { token } }));
    return userId;
  };
  const environment = async (name: string) =>
    done(await call('createEnvironment', { as, params, body: { name, maxConcurrentCalls: 5 } }));

  const { environment: standing, apiKey } = await environment('standing');
  const { environment: fleeting } = await environment('fleeting');
  const key = apiKey.secret ?? '';
  const resources = async (nth: number) => {
    const agentId = done(await call('createAgent', { as: key, body: { name: `Agent ${nth}` } })).id;
    const numberId = done(await call('createNumber', { as: key, body: { e164: `+493012345${nth}` } })).id;
    const body = { name: `Campaign ${nth}`, agentId, numberId };
    const campaignId = done(await call('createCampaign', { as: key, body })).id;
    const callId = done(await call('startCall', { as: key, body: { id: `call-${nth}` } })).id;
    return { agentId, numberId, campaignId, callId };
  };
  return {
    token: as,
    apiKey: key,
    standing: {
      accountId,
      environmentId: standing.id,
      userId: await join('member@example.com'),
      invitationId: await invite('invited@example.com'),
      ...(await resources(1)),
    },
    spare: {
      environmentId: fleeting.id,
      keyId: fleeting.apiKey.id,
      userId: await join('leaver@example.com'),
      invitationId: await invite('uninvited@example.com'),
      ...(await resources(2)),
    },
  };
}

/** The token in the link of the last mail to an address, once it has arrived. */
async function linkTo(origin: string, email: string): Promise<string> {
  for (;;) {
    const answer = await fetch(`${origin}/_local/mail?to=${encodeURIComponent(email)}`);
    const { items } = (await answer.json()) as { items: readonly { links: readonly string[] }[] };
    const [, token] = /#token=(.*)$/.exec(items[0]?.links[0] ?? '') ?? [];
    if (token !== undefined) return token;
  }
}
