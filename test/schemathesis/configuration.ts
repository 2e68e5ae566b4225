import { operations } from '../../lib/api/index.ts';
import type { Operation } from '../../lib/api/operation.ts';
import type { Furnished } from './furnish.ts';

/** The path parameters of the spare things, which are gone afterwards or have another key. */
const takesAway = ({ method, path }: Operation): boolean =>
  method === 'DELETE' || /rotate$|restore$/.test(path);

/** JSON is valid TOML for strings and lists of strings. */
const toml = (value: string | readonly string[]): string => JSON.stringify(value);

const parametersIn = (values: Readonly<Record<string, string>>): string[] =>
  Object.entries(values).map(([name, value]) => `${toml(`path.${name}`)} = ${toml(value)}`);

/** The configuration of Schemathesis. */
export function configurationFor({ token, apiKey, standing, spare }: Furnished): string {
  const rows: readonly Operation[] = Object.values(operations);
  const named = (chosen: readonly Operation[]) => toml(chosen.map(({ method, path }) => `${method} ${path}`));
  return `
seed = 20260401
# It would warn that it finds nothing where it has deleted, or has no invitation to accept.
warnings = false

[auth.openapi.person]
bearer = ${toml(token)}

[auth.openapi.machine]
bearer = ${toml(apiKey)}

[generation]
max-examples = 15

[phases]
stateful.enabled = false

[checks]
# What a schema can't say of a value makes it refused: that a cursor was given out by this list, a version is not the last one,
# an Idempotency-Key was used for something else, an id stands for nothing, one instant is before another.
positive_data_acceptance.enabled = false

[parameters]
${parametersIn(standing).join('\n')}

[[operations]]
include-name = ${named(rows.filter(takesAway))}
parameters = { ${parametersIn(spare).join(', ')} }

[[operations]]
# Beside it stands DELETE …/api-keys/{keyId}, which any last part of the path could be meant for: it answers 404 there, and
# Allow names it.
include-path-regex = "/rotate$"
checks.unsupported_method.enabled = false
checks.allow_header_conformance.enabled = false

[[operations]]
# CSV and NDJSON it can't write. \`npm run test:fuzz\` can.
include-name = ${named(rows.filter(({ upload }) => upload !== undefined))}
enabled = false
`;
}
