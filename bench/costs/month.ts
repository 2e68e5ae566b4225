import { table } from '../report/table.ts';

/**
 * List prices of the US East (N. Virginia) region in dollars, as of late 2024. They change, and differ by region, so check
 * them before you rely on them.
 */
export const prices = {
  /** DynamoDB on demand, for a million units. */
  writeUnits: 0.625,
  readUnits: 0.125,
  /** Lambda on arm64, for a million requests and for a gigabyte-second. */
  lambdaRequests: 0.2,
  lambdaGigabyteSecond: 0.0000133334,
  /** API Gateway's HTTP API, for a million requests: the first 300 million of a month, and later ones. */
  gatewayRequests: [1, 0.9],
  /** CloudFront, for a million HTTPS requests in the United States, after ten million free ones. */
  distributionRequests: 1,
  /** CloudWatch, for a gigabyte of logs. */
  logGigabyte: 0.5,
} as const;

/** The assumptions about a call and about what it needs beside DynamoDB. */
export const assumed = {
  /** A call of three minutes with a heartbeat every 40 seconds (a third of its lease). */
  heartbeats: 4,
  lambdaMs: 10,
  lambdaGigabytes: 1,
  /** Berth's own log line, and those that Lambda writes by itself. */
  logBytes: 1_000,
} as const;

/** What a call uses of DynamoDB from its start to its end. */
export interface UnitsOfCall {
  readonly writeUnits: number;
  readonly readUnits: number;
}

const MINUTES_A_MONTH = 30 * 24 * 60;

/** The bill of a month at this many calls a minute, in dollars, as a table in Markdown. */
export function monthly(callsAMinute: readonly number[], units: UnitsOfCall): string {
  const rows = callsAMinute.map((rate) => {
    const calls = (rate * MINUTES_A_MONTH) / 1e6;
    const requests = calls * (assumed.heartbeats + 2);
    const dynamodb = calls * (units.writeUnits * prices.writeUnits + units.readUnits * prices.readUnits);
    const lambda =
      requests * prices.lambdaRequests +
      requests * 1e6 * (assumed.lambdaMs / 1000) * assumed.lambdaGigabytes * prices.lambdaGigabyteSecond;
    const gateway =
      Math.min(requests, 300) * prices.gatewayRequests[0] +
      Math.max(0, requests - 300) * prices.gatewayRequests[1];
    const distribution = Math.max(0, requests - 10) * prices.distributionRequests;
    const logs = (requests * 1e6 * assumed.logBytes * prices.logGigabyte) / 1e9;
    const parts = [dynamodb, lambda, gateway, distribution, logs];
    const sum = parts.reduce((total, part) => total + part, 0);
    return [rate.toLocaleString('en-US'), millions(calls), ...parts.map(dollars), dollars(sum)];
  });
  const head = [
    'calls a minute',
    'calls a month',
    'DynamoDB',
    'Lambda',
    'API Gateway',
    'CloudFront',
    'logs',
    'sum',
  ];
  return table([head, ...rows]);
}

const dollars = (amount: number): string =>
  `$${amount < 100 ? amount.toFixed(2) : Math.round(amount).toLocaleString('en-US')}`;

const millions = (amount: number): string =>
  `${amount < 10 ? amount.toFixed(2) : Math.round(amount)} million`;
