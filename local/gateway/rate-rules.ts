import type { IncomingMessage, ServerResponse } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Problem } from '../../lib/api/problem.ts';
import {
  MACHINE_CREDENTIALS,
  RATE_LIMITED_DETAIL,
  RATE_WINDOW_SECONDS,
  rateRules,
} from '../../lib/api/rate-rules.ts';
import { answerProblem } from './answer.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;

/**
 * The rate limits of a deployed stage's web ACL, for the API on a laptop, so that a client can be tested against
 * them. The web ACL looks back over a minute; this counts minute by minute.
 * @param rules requests a minute
 */
export function withRateRules(
  api: Answer,
  rules: Readonly<Record<keyof typeof rateRules, number>> = rateRules,
): Answer {
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: RATE_WINDOW_SECONDS });
  const credential = limiter(rules.credential);
  const address = limiter(rules.address);
  const addressWithoutKey = limiter(rules.addressWithoutKey);

  return async (request, response) => {
    const { authorization = '' } = request.headers;
    const from = request.socket.remoteAddress ?? '';
    const isMachine = MACHINE_CREDENTIALS.some((beginning) => authorization.startsWith(beginning));
    try {
      if (!isMachine) await addressWithoutKey.consume(from);
      await address.consume(from);
      if (authorization !== '') await credential.consume(authorization);
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal;
      const problem = new Problem('rate_limited', {
        detail: RATE_LIMITED_DETAIL,
        retryAfter: RATE_WINDOW_SECONDS,
      });
      return answerProblem(response, problem, (request.url ?? '/').split('?')[0] ?? '/');
    }
    return api(request, response);
  };
}
