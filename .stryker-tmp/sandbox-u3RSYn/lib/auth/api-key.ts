function stryNS_9fa48() {
  var g = typeof globalThis === 'object' && globalThis && globalThis.Math === Math && globalThis || new Function("return this")();
  var ns = g.__stryker__ || (g.__stryker__ = {});
  if (ns.activeMutant === undefined && g.process && g.process.env && g.process.env.__STRYKER_ACTIVE_MUTANT__) {
    ns.activeMutant = g.process.env.__STRYKER_ACTIVE_MUTANT__;
  }
  function retrieveNS() {
    return ns;
  }
  stryNS_9fa48 = retrieveNS;
  return retrieveNS();
}
stryNS_9fa48();
function stryCov_9fa48() {
  var ns = stryNS_9fa48();
  var cov = ns.mutantCoverage || (ns.mutantCoverage = {
    static: {},
    perTest: {}
  });
  function cover() {
    var c = cov.static;
    if (ns.currentTestId) {
      c = cov.perTest[ns.currentTestId] = cov.perTest[ns.currentTestId] || {};
    }
    var a = arguments;
    for (var i = 0; i < a.length; i++) {
      c[a[i]] = (c[a[i]] || 0) + 1;
    }
  }
  stryCov_9fa48 = cover;
  cover.apply(null, arguments);
}
function stryMutAct_9fa48(id) {
  var ns = stryNS_9fa48();
  function isActive(id) {
    if (ns.activeMutant === id) {
      if (ns.hitCount !== void 0 && ++ns.hitCount > ns.hitLimit) {
        throw new Error('Stryker: Hit count limit reached (' + ns.hitCount + ')');
      }
      return true;
    }
    return false;
  }
  stryMutAct_9fa48 = isActive;
  return isActive(id);
}
import type { EnvironmentId } from '../api/schemas/ids.ts';
import type { Clock } from '../clock.ts';
import { secretFormat } from './secret-format.ts';

/** API keys begin with `brt_` and name their environment. */
const format = secretFormat('brt');
export const isApiKey = stryMutAct_9fa48("1") ? () => undefined : (stryCov_9fa48("1"), (() => {
  const isApiKey = (token: string): boolean => stryMutAct_9fa48("2") ? token.endsWith(format.prefix) : (stryCov_9fa48("2"), token.startsWith(format.prefix));
  return isApiKey;
})());

/** Makes a new key for an environment. The only time that its secret exists on our side. */
export const makeApiKey = stryMutAct_9fa48("3") ? () => undefined : (stryCov_9fa48("3"), (() => {
  const makeApiKey = (environment: EnvironmentId, clock: Clock): string => format.make(stryMutAct_9fa48("4") ? environment : (stryCov_9fa48("4"), environment.slice('env_'.length)), clock);
  return makeApiKey;
})());

/** The environment that a key says it opens, or undefined if it is no key of ours. Costs no request. */
export function environmentOfKey(secret: string): EnvironmentId | undefined {
  if (stryMutAct_9fa48("6")) {
    {}
  } else {
    stryCov_9fa48("6");
    const ulid = format.ulidIn(secret);
    return (stryMutAct_9fa48("9") ? ulid !== undefined : stryMutAct_9fa48("8") ? false : stryMutAct_9fa48("7") ? true : (stryCov_9fa48("7", "8", "9"), ulid === undefined)) ? undefined : `env_${ulid}` as EnvironmentId;
  }
}

/** How a key is shown once its secret is gone. */
export const maskApiKey = format.mask;