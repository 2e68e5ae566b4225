import { dropped, sent, unconditional, updating, valued, without, type BugsOfRaces } from './alterations.ts';

/** Bugs of gates: of calls, leases and keys, and of the number of gates. */
export const gateBugs: BugsOfRaces = {
  'starts meet a limit that is lowered': {
    'a start that does not count': without('size(l) < m'),
    'a limit that is lowered without looking at the calls that started meanwhile': without('size(l) <= :r'),
  },
  'starts want the one slot whose lease has run out': {
    'a lease that has run out counted twice: its slot is taken over, and it stays to be taken over again': {
      write(write, kind) {
        const { UpdateExpression = '' } = write;
        if (!updating('SET l.#id')(write, kind) || !UpdateExpression.includes(' REMOVE ')) return write;
        return { ...write, UpdateExpression: UpdateExpression.replace(/ REMOVE .*/, '') };
      },
    },
  },
  'a start that takes over the slot of a lease which runs out just now meets a limit that is lowered': {
    'a slot taken over without looking at the limit again': without('m = :quota'),
  },
  'a start meets the deletion of its environment': {
    'a gate removed whether calls are in it or not': without('m = :seenM AND r = :seenR AND size(l) = :none'),
  },
  'an unnamed holder that slept past its lease cannot come back in': {
    'a heartbeat for a lease that is over': without('l.#0 > :instant'),
  },
  'the sweeper meets a heartbeat in the last moment of a lease, and a start': {
    'a sweeper that takes out leases without looking whether they were renewed': unconditional(
      updating('REMOVE l.#e0'),
    ),
  },
  'a start, a heartbeat and an end meet the revocation of their key': {
    'a key that opens after its revocation, as long as the gate is not looked at':
      without('k.#hash.x > :now'),
  },
  'a named start meets the step from one gate to two': {
    'a start in the only gate that does not look whether it is the only one': without(
      'n = :one',
      updating('SET l.#id'),
    ),
    'a gate that gets company while calls start in it': without('l = :seenL'),
  },
  'one name is started twice where there are two gates': {
    'a named call among several gates without its row': dropped(sent('Put', 'CALL#')),
  },
  'a named call that runs is started again while its gate gets company': {
    'a gate that gets company, and its named calls no rows': dropped(sent('Put', 'CALL#')),
  },
  'a late end meets a new start of the same name where there are two gates': {
    'a release that removes the row of whoever bears the name now': without('u = :u'),
  },
  'the gates get more while the key is rotated': {
    'keys given to the gates that there were, not to those that there are': unconditional(
      sent('Put', 'ENVIRONMENT#'),
    ),
  },
  'starts meet the pause of their environment': {
    'a start that does not look whether its environment is paused': without('#state = :open'),
  },
  'starts in two gates meet the suspension of their account': {
    'a suspension that passes over a gate': dropped(
      (write, kind) =>
        sent('Update', 'GATE#')(write, kind) && write.ExpressionAttributeValues?.[':to'] === 'suspended',
    ),
  },
  'heartbeats of many meet the end of one lease, whose slot another call takes over': {
    'heartbeats of many that bring a lease back to life': valued(':instant', () => 0),
  },
  'heartbeats of many meet one of a single call for longer': {
    'heartbeats of many that shorten a lease': {
      write(write) {
        const { ConditionExpression: condition } = write;
        if (!condition?.includes('BETWEEN :next AND :end')) return write;
        return { ...write, ConditionExpression: condition.replaceAll('BETWEEN :next AND :end', '> :next') };
      },
    },
  },
  'an Admin ends a call while another takes its name, in two gates': {
    'a release that takes a later call of the same name for the one that was seen': without('l.#id = :lease'),
  },
};
