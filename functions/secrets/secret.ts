import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { variable, type FunctionEnvironment } from '../../lib/deployed.ts';

type Handler<Event, Lambda, Result> = (event: Event, lambda: Lambda) => Promise<Result>;

/** How old a cached secret may be: a function picks up a new one within this time. */
const MAX_AGE_MS = 60_000;

/** Well within the time of a function that somebody waits for. */
const patience = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

/**
 * A function that needs a secret. The secret is read at the first event, and again at the first event after a minute:
 * so neither the template nor the function's configuration contains it, and a new one needs no deployment. While it
 * cannot be read again, the known one stays in use.
 * @param name the variable that holds the secret's ARN
 * @param now milliseconds on a clock that only goes forward
 */
export function withSecret<Event, Lambda, Result>(
  name: keyof FunctionEnvironment,
  handlerFor: (secret: () => string) => Handler<Event, Lambda, Result>,
  now: () => number = () => performance.now(),
): Handler<Event, Lambda, Result> {
  let client: SecretsManagerClient | undefined;
  let known: { value: string; readAt: number } | undefined;
  const read = async (): Promise<void> => {
    client ??= new SecretsManagerClient(patience);
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: variable(name) }));
    if (SecretString === undefined) throw new Error(`The secret of ${name} has no text`);
    known = { value: SecretString, readAt: now() };
  };
  const handler = handlerFor(() => {
    if (known === undefined) throw new Error(`The secret of ${name} has not been read`);
    return known.value;
  });
  return async (event, lambda) => {
    if (known === undefined) await read();
    else if (now() - known.readAt > MAX_AGE_MS) await read().catch(() => {});
    return handler(event, lambda);
  };
}
