/** The route of a request: its key, and the decoded path parameters. */
export interface Match {
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Route {
  readonly routeKey: string;
  readonly method: string;
  readonly segments: readonly string[];
}

const DEFAULT = '$default';
const ANY = 'ANY';

/**
 * Finds routes as an HTTP API does: a fixed segment takes precedence over a parameter, a parameter over `{rest+}`,
 * and a route for the request's method over `ANY`. `$default` gets all other requests. A path with a slash at the end
 * is a different path.
 * @param routeKeys for example `GET /v1/calls/{callId}`, `ANY /v1/{rest+}`, `$default`
 */
export function routeFinder(
  routeKeys: readonly string[],
): (method: string, encodedPath: string) => Match | undefined {
  const routes = routeKeys
    .filter((key) => key !== DEFAULT)
    .map((routeKey): Route => {
      const [method = '', path = ''] = routeKey.split(' ');
      return { routeKey, method, segments: path.split('/') };
    })
    .toSorted(moreSpecificFirst);
  const fallback = routeKeys.includes(DEFAULT) ? { routeKey: DEFAULT, pathParameters: {} } : undefined;

  return (method, encodedPath) => {
    const path = encodedPath.split('/');
    for (const { routeKey, method: only, segments } of routes) {
      const pathParameters = only === method || only === ANY ? parametersOf(segments, path) : undefined;
      if (pathParameters !== undefined) return { routeKey, pathParameters };
    }
    return fallback;
  };
}

/** The decoded path. A path with a `%` that encodes nothing is returned as it was sent, and matches nothing. */
export function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The parameters when the path is the route's. */
function parametersOf(route: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [at, segment] of route.entries()) {
    const { name, greedy } = parameterIn(segment);
    const given = greedy ? path.slice(at).join('/') : path[at];
    if (name === undefined ? decoded(given ?? '') !== segment : given === undefined || given === '')
      return undefined;
    if (name !== undefined) parameters[name] = decoded(given ?? '');
    if (greedy) return parameters;
  }
  return route.length === path.length ? parameters : undefined;
}

function parameterIn(segment: string): { name: string | undefined; greedy: boolean } {
  const [, name, plus] = /^\{(\w+)(\+?)\}$/.exec(segment) ?? [];
  return { name, greedy: plus === '+' };
}

function moreSpecificFirst(one: Route, other: Route): number {
  for (let at = 0; at < Math.max(one.segments.length, other.segments.length); at += 1) {
    const difference = openness(one.segments[at]) - openness(other.segments[at]);
    if (difference !== 0) return difference;
  }
  return Number(one.method === ANY) - Number(other.method === ANY);
}

function openness(segment = ''): number {
  const { name, greedy } = parameterIn(segment);
  if (name === undefined) return 0;
  return greedy ? 2 : 1;
}
