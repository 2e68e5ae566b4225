import { deployed } from '../lib/deployed.ts';
import { serveFallback } from '../lib/http/fallback.ts';

export const serve = serveFallback;
export const handler = deployed(serve);
