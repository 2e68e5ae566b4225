import { createHash, timingSafeEqual } from 'node:crypto';
import { ORIGIN_SECRET_HEADER } from '../api/origin-secret-header.ts';
import { Problem } from '../api/problem.ts';
import type { Context } from '../context.ts';
import type { Event } from './event.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * In a stage that has secrets of its origin, accepts only requests that came through it: requests that bypass the
 * origin have passed no web ACL.
 * @throws Problem `not_found` for all other requests
 */
export function mustComeThroughOrigin(
  { headers }: Pick<Event, 'headers'>,
  { settings: { originSecrets } }: Pick<Context, 'settings'>,
): void {
  if (originSecrets === undefined) return;
  const shown = digest(headers[ORIGIN_SECRET_HEADER] ?? '');
  if (!originSecrets.some((secret) => timingSafeEqual(digest(secret), shown))) throw new Problem('not_found');
}
