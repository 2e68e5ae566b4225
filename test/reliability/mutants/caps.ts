import { uncounted, updating, without, type BugsOfRaces } from './alterations.ts';

/** Bugs of caps: of slots that are reserved, and of the limits of campaigns. */
export const capBugs: BugsOfRaces = {
  'two outbound starts want the last slot that is not reserved, in one gate': {
    'a start that does not look which slots are reserved': without('c.#c0.n < c.#c0.m'),
  },
  'outbound calls end and start while slots cease to be reserved, in one gate': {
    'an end that takes nothing off the count under a cap': uncounted((update) =>
      update.startsWith('SET e = :end'),
    ),
  },
  'a call of one name is ended and started again with the other direction, in one gate': {
    'an end that takes its lease for that of the call that bore the name before': without('l.#id = :lease'),
  },
  'leases that run out are swept, or their slots taken over, while slots are reserved, in one gate': {
    'a sweep that takes nothing off the count under a cap': uncounted((update) =>
      update.startsWith('SET c.#c0.n'),
    ),
    'a slot taken over without taking it off the count under a cap': uncounted(
      (update) => update.startsWith('SET l.#id') && update.includes(' REMOVE '),
    ),
  },
  'outbound starts meet the edit that reserves slots, in one gate': {
    'a cap that begins to count while calls come and go': without('l = :l', updating('SET c')),
  },
  'outbound starts meet the edit that reserves slots, in two gates': {
    'shares of a cap dealt out without looking at the calls that started meanwhile':
      without('c.#c0.n <= :c0most'),
  },
  'a campaign that has as many calls as it may is paused and resumed while one more wants to start, in one gate':
    {
      'a start that does not look whether its campaign’s limit is still in force':
        without('c.#c1.m < :uncapped'),
    },
  'a campaign gets a limit while its environment gets another gate': {
    'gates reshaped without knowing of another reshaping': {
      write: (given, kind) =>
        ['attribute_not_exists(reshapes)', 'reshapes = :seenReshapes'].reduce(
          (write, pin) => without(pin).write?.(write, kind) ?? write,
          given,
        ),
    },
  },
};
