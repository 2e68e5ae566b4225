import type { Mutant, SentWrite } from './plant.ts';

const skOf = ({ Key, Item: item }: SentWrite) => String((Key ?? item)?.['sk']);
const pkOf = ({ Key, Item: item }: SentWrite) => String((Key ?? item)?.['pk']);

/** A condition that is true of every item, existing or not. It must use all names and values. */
const holdsAnyway = (condition: string) =>
  `(${condition} OR attribute_exists(pk) OR attribute_not_exists(pk))`;

/** The same write, with this part of its condition always true. */
const without =
  (part: string, of: (write: SentWrite) => boolean = () => true) =>
  (write: SentWrite): SentWrite => {
    const { ConditionExpression: condition } = write;
    if (!condition?.includes(part) || !of(write)) return write;
    return { ...write, ConditionExpression: condition.replace(part, holdsAnyway(part)) };
  };

/** The same write without a condition. */
const unconditional =
  (of: (write: SentWrite) => boolean) =>
  (write: SentWrite): SentWrite => {
    const { ConditionExpression: condition } = write;
    return condition === undefined || !of(write)
      ? write
      : { ...write, ConditionExpression: holdsAnyway(`(${condition})`) };
  };

const dropped = (of: (write: SentWrite, kind: string) => boolean) => (write: SentWrite, kind: string) =>
  of(write, kind) ? undefined : write;

/** The same write without its changes to counts under caps. */
const uncounted =
  (of: (update: string) => boolean) =>
  (write: SentWrite): SentWrite => {
    const { UpdateExpression = '', ExpressionAttributeValues = {} } = write;
    const counting = /(, )?c\.#c\d+\.n = c\.#c\d+\.n \+ (:d\d+)/g;
    if (!of(UpdateExpression) || !counting.test(UpdateExpression)) return write;
    return {
      ...write,
      UpdateExpression: UpdateExpression.replaceAll(counting, '').replace(/^SET +REMOVE/, 'REMOVE'),
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries(ExpressionAttributeValues).filter(([name]) => !/^:d\d+$/.test(name)),
      ),
    };
  };

/** The same write with a pause turned into none. */
const reopening = (write: SentWrite): SentWrite =>
  write.ExpressionAttributeValues?.[':state'] === 'paused'
    ? { ...write, ExpressionAttributeValues: { ...write.ExpressionAttributeValues, ':state': 'open' } }
    : write;

/** The same write, with another value in its condition. */
const unbounded =
  (name: string, value: number) =>
  (write: SentWrite): SentWrite =>
    write.ExpressionAttributeValues?.[name] === undefined
      ? write
      : { ...write, ExpressionAttributeValues: { ...write.ExpressionAttributeValues, [name]: value } };

export const mutants: readonly Mutant[] = [
  {
    name: 'an allocation that does not ask what the plan has left',
    race: 'two creates want more than the plan has left',
    write: without('unallocatedCalls >= :calls'),
  },
  {
    name: 'an allocation that reads, adds up and writes: a lost update',
    race: 'two creates want more than the plan has left',
    readFirst: ({ UpdateExpression = '' }) => UpdateExpression.includes('unallocatedCalls - :calls'),
  },
  {
    name: 'an account more than a person may create',
    race: 'two accounts are created where a person may create one more',
    write: without('size(accounts) < :max'),
  },
  {
    name: 'a resource counted outside the transaction that creates it',
    race: 'two agents of one name are created, and one is deleted',
    apart: { when: 'before', which: (write) => skOf(write) === 'RESOURCE_COUNTS' },
  },
  {
    name: 'an environment that takes a name which is taken',
    race: 'two creates take the same name',
    write: unconditional((write) => skOf(write).startsWith('ENVIRONMENT_NAME#')),
  },
  {
    name: 'the record of an Idempotency-Key outside the transaction',
    race: 'one create is sent twice at once under one Idempotency-Key',
    apart: { when: 'after', which: (write) => pkOf(write).startsWith('IDEMPOTENCY#') },
  },
  {
    name: 'an audit event outside the transaction, written first',
    race: 'two creates want more than the plan has left',
    apart: { when: 'before', which: (write) => pkOf(write).startsWith('AUDIT#') },
  },
  {
    name: 'no guard of the last visible environment',
    race: 'the last two environments are deleted and hidden at once',
    write: without('visibleCount > :one'),
  },
  {
    name: 'an edit that writes over whatever stands there',
    race: 'two edits of one environment each keep what the other changed',
    write: unconditional((write) => skOf(write).startsWith('ENVIRONMENT#') && write.Item !== undefined),
  },
  {
    name: 'a write that does not ask again whether its author is an Admin',
    race: 'an Admin is demoted while their writes are in flight',
    write: dropped((write, kind) => kind === 'ConditionCheck' && skOf(write).startsWith('MEMBER#')),
  },
  {
    name: 'no guard of the last Admin',
    race: 'two Admins leave at the same moment',
    write: without('adminCount > :one'),
  },
  {
    name: 'a removal that does not look at what became of the user',
    race: 'a user is removed while their role changes',
    write: unconditional((write) => skOf(write).startsWith('MEMBER#') && write.Item === undefined),
  },
  {
    name: 'a request to forget someone that does not look at whether they came back',
    race: 'a former user comes back while an Admin has them forgotten',
    write: unconditional((write) => skOf(write).startsWith('FORMER_MEMBER#') && write.Item !== undefined),
  },
  {
    name: 'an acceptance that does not look at what became of the invitation',
    race: 'an acceptance meets a revocation',
    write: unconditional((write) => skOf(write).startsWith('INVITATION#')),
  },
  {
    name: 'invitations of a sender that are counted, and not held to their number',
    race: 'an Admin of two accounts sends the last invitation of their day in both',
    write: without('attribute_not_exists(sent) OR sent < :most', (write) => pkOf(write).startsWith('USER#')),
  },
  {
    name: 'mails to an address that are counted, and not held to their number',
    race: 'two accounts send an address the last mail of its day',
    write: without('attribute_not_exists(sent) OR sent < :most', (write) =>
      pkOf(write).startsWith('ADDRESS#'),
    ),
  },
  {
    name: 'mails to an address that nobody counts',
    race: 'two accounts send an address the last mail of its day',
    write: dropped((write) => pkOf(write).startsWith('ADDRESS#')),
  },
  {
    name: 'an acceptance that does not ask whether the sender is still an Admin',
    race: 'an acceptance meets the demotion of the Admin who invited, who is made Admin again',
    write: dropped((write) => write.ConditionExpression?.startsWith('adminSince = :since') ?? false),
  },
  {
    name: 'an acceptance that takes a sender who is an Admin again for one who never ceased to be',
    race: 'an acceptance meets the demotion of the Admin who invited, who is made Admin again',
    write: without('adminSince = :since'),
  },
  {
    name: 'a start that does not count',
    race: 'starts meet a limit that is lowered',
    write: without('size(l) < m'),
  },
  {
    name: 'a lease that has run out counted twice: its slot is taken over, and it stays to be taken over again',
    race: 'starts want the one slot whose lease has run out',
    write: (write) => {
      const { UpdateExpression = '' } = write;
      if (!UpdateExpression.startsWith('SET l.#id') || !UpdateExpression.includes(' REMOVE ')) return write;
      return { ...write, UpdateExpression: UpdateExpression.replace(/ REMOVE .*/, '') };
    },
  },
  {
    name: 'a slot taken over without looking at the limit again',
    race: 'a start that takes over the slot of a lease which runs out just now meets a limit that is lowered',
    write: without('m = :quota'),
  },
  {
    name: 'a limit that is lowered without looking at the calls that started meanwhile',
    race: 'starts meet a limit that is lowered',
    write: without('size(l) <= :r'),
  },
  {
    name: 'a gate removed whether calls are in it or not',
    race: 'a start meets the deletion of its environment',
    write: without('m = :seenM AND r = :seenR AND size(l) = :none'),
  },
  {
    name: 'a heartbeat for a lease that is over',
    race: 'an unnamed holder that slept past its lease cannot come back in',
    write: without('l.#0 > :instant'),
  },
  {
    name: 'a sweeper that takes out leases without looking whether they were renewed',
    race: 'the sweeper meets a heartbeat in the last moment of a lease, and a start',
    write: unconditional(({ UpdateExpression = '' }) => UpdateExpression.startsWith('REMOVE l.#e0')),
  },
  {
    name: 'a key that opens after its revocation, as long as the gate is not looked at',
    race: 'a start, a heartbeat and an end meet the revocation of their key',
    write: without('k.#hash.x > :now'),
  },
  {
    name: 'a start in the only gate that does not look whether it is the only one',
    race: 'a named start meets the step from one gate to two',
    write: without('n = :one', ({ UpdateExpression = '' }) => UpdateExpression.startsWith('SET l.#id')),
  },
  {
    name: 'a gate that gets company while calls start in it',
    race: 'a named start meets the step from one gate to two',
    write: without('l = :seenL'),
  },
  {
    name: 'a named call among several gates without its row',
    race: 'one name is started twice where there are two gates',
    write: dropped((write, kind) => kind === 'Put' && skOf(write).startsWith('CALL#')),
  },
  {
    name: 'a gate that gets company, and its named calls no rows',
    race: 'a named call that runs is started again while its gate gets company',
    write: dropped((write, kind) => kind === 'Put' && skOf(write).startsWith('CALL#')),
  },
  {
    name: 'a release that removes the row of whoever bears the name now',
    race: 'a late end meets a new start of the same name where there are two gates',
    write: without('u = :u'),
  },
  {
    name: 'a start that does not look which slots are reserved',
    race: 'two outbound starts want the last slot that is not reserved, in one gate',
    write: without('c.#c0.n < c.#c0.m'),
  },
  {
    name: 'an end that takes nothing off the count under a cap',
    race: 'outbound calls end and start while slots cease to be reserved, in one gate',
    write: uncounted((update) => update.startsWith('SET e = :end')),
  },
  {
    name: 'an end that takes its lease for that of the call that bore the name before',
    race: 'a call of one name is ended and started again with the other direction, in one gate',
    write: without('l.#id = :lease'),
  },
  {
    name: 'a sweep that takes nothing off the count under a cap',
    race: 'leases that run out are swept, or their slots taken over, while slots are reserved, in one gate',
    write: uncounted((update) => update.startsWith('SET c.#c0.n')),
  },
  {
    name: 'a slot taken over without taking it off the count under a cap',
    race: 'leases that run out are swept, or their slots taken over, while slots are reserved, in one gate',
    write: uncounted((update) => update.startsWith('SET l.#id') && update.includes(' REMOVE ')),
  },
  {
    name: 'a cap that begins to count while calls come and go',
    race: 'outbound starts meet the edit that reserves slots, in one gate',
    write: without('l = :l', ({ UpdateExpression = '' }) => UpdateExpression.startsWith('SET c')),
  },
  {
    name: 'shares of a cap dealt out without looking at the calls that started meanwhile',
    race: 'outbound starts meet the edit that reserves slots, in two gates',
    write: without('c.#c0.n <= :c0most'),
  },
  {
    name: 'gates reshaped without knowing of another reshaping',
    race: 'a campaign gets a limit while its environment gets another gate',
    write: (write) =>
      ['attribute_not_exists(reshapes)', 'reshapes = :seenReshapes'].reduce<SentWrite>(
        (altered, pin) => without(pin)(altered),
        write,
      ),
  },
  {
    name: 'keys given to the gates that there were, not to those that there are',
    race: 'the gates get more while the key is rotated',
    write: unconditional((write) => skOf(write).startsWith('ENVIRONMENT#') && write.Item !== undefined),
  },
  {
    name: 'a webhook that does not ask how many there are',
    race: 'two webhooks are created where there is room for one',
    write: without('size(webhooks) < :max'),
  },
  {
    name: 'the first webhook written over another first one',
    race: 'two webhooks are created where there is none',
    write: unconditional((write) => skOf(write) === 'WEBHOOKS' && write.Item !== undefined),
  },
  {
    name: 'a webhook written over whatever it has become',
    race: 'a webhook is disabled, described and deleted at once',
    write: without('webhooks.#id.version = :version'),
  },
  {
    name: 'a change by a service account that does not ask whether its secret is still alive',
    race: 'a service account is deleted while it writes',
    write: dropped((write, kind) => kind === 'ConditionCheck' && skOf(write) === 'SERVICE_ACCOUNTS'),
  },
  {
    name: 'a change by a service account that asks for a secret of any role',
    race: 'a service account is demoted while it writes',
    write: without(' AND serviceAccounts.#id.#role = :admin'),
  },
  {
    name: 'a service account that does not ask how many there are',
    race: 'two service accounts are created where there is room for one',
    write: without('size(serviceAccounts) < :max'),
  },
  {
    name: 'the first service account written over another first one',
    race: 'two service accounts are created where there is none',
    write: unconditional((write) => skOf(write) === 'SERVICE_ACCOUNTS' && write.Item !== undefined),
  },
  {
    name: 'a service account written over whatever it has become',
    race: 'a service account is renamed, demoted and deleted at once',
    write: without('serviceAccounts.#id.version = :version'),
  },
  {
    name: 'a deleted environment without its due row',
    race: 'an environment is deleted, restored and deleted permanently at once',
    write: dropped((write, kind) => kind === 'Put' && String(write.Item?.['pk']).startsWith('DUE#')),
  },
  {
    name: 'a deleted environment whose due row is not the one that the directory tells of',
    race: 'an environment is deleted, restored and deleted permanently at once',
    write: dropped((write, kind) => kind === 'Update' && write.UpdateExpression === 'SET dueAt = :dueAt'),
  },
  {
    name: 'a restoration that leaves the deleted environment where it was',
    race: 'an environment is deleted, restored and deleted permanently at once',
    write: dropped((write, kind) => kind === 'Delete' && skOf(write).startsWith('DELETED_ENVIRONMENT#')),
  },
  {
    name: 'a start that does not look whether its environment is paused',
    race: 'starts meet the pause of their environment',
    write: without('#state = :open'),
  },
  {
    name: 'an edit or a reallocation that ends a pause',
    race: 'an environment that is paused is edited and reallocated while calls start',
    write: reopening,
  },
  {
    name: 'an edit that does not see the pause that came between',
    race: 'a pause meets another edit',
    write: unconditional((write) => skOf(write).startsWith('ENVIRONMENT#') && write.Item !== undefined),
  },
  {
    name: 'a settle that ends a pause',
    race: 'calls above a lowered limit end while their environment is paused, and the sweeper comes by',
    write: reopening,
  },
  {
    name: 'a suspension that passes over a gate',
    race: 'starts in two gates meet the suspension of their account',
    write: dropped(
      (write, kind) =>
        kind === 'Update' &&
        skOf(write).startsWith('GATE#') &&
        write.ExpressionAttributeValues?.[':to'] === 'suspended',
    ),
  },
  {
    name: 'an environment created in an account that was suspended since',
    race: 'a suspension meets the creation of an environment',
    write: without('attribute_not_exists(#status)'),
  },
  {
    name: 'an environment restored in an account that was suspended since',
    race: 'a suspension meets the restoration of an environment',
    write: without('attribute_not_exists(#status)'),
  },
  {
    name: 'a suspension that does not see what an ended call has given back',
    race: 'calls above a lowered limit end while their account is suspended',
    write: unconditional(
      (write) => skOf(write).startsWith('ENVIRONMENT#') && write.Item?.['suspended'] === true,
    ),
  },
  {
    name: 'environments that follow a status which their account has no more',
    race: 'an account is suspended and resumed at once, while calls start',
    write: unconditional(
      (write) =>
        skOf(write) === 'ACCOUNT' &&
        /^(#status = :status|attribute_not_exists\(#status\))$/.test(write.ConditionExpression ?? ''),
    ),
  },
  {
    name: 'heartbeats of many that bring a lease back to life',
    race: 'heartbeats of many meet the end of one lease, whose slot another call takes over',
    write: unbounded(':instant', 0),
  },
  {
    name: 'heartbeats of many that shorten a lease',
    race: 'heartbeats of many meet one of a single call for longer',
    write: (write) =>
      write.ConditionExpression?.includes('BETWEEN :next AND :end')
        ? {
            ...write,
            ConditionExpression: write.ConditionExpression.replaceAll('BETWEEN :next AND :end', '> :next'),
          }
        : write,
  },
  {
    name: 'a release that takes a later call of the same name for the one that was seen',
    race: 'an Admin ends a call while another takes its name, in two gates',
    write: without('l.#id = :lease'),
  },
  {
    name: 'a closed account whose due row is lost',
    race: 'an account is closed while its last call ends and an environment is created',
    write: dropped(({ Item: item }) => item?.['what'] === 'account'),
  },
  {
    name: 'a closed account that is removed before its 30 days',
    race: 'an account is closed while its last call ends and an environment is created',
    write: (write) =>
      write.Item?.['purgeAt'] === undefined
        ? write
        : { ...write, Item: { ...write.Item, purgeAt: write.Item['statusSince'] } },
  },
  {
    name: 'a reminder noted on an expiry that has moved: it is told too early, and told again',
    race: 'the expiry of a service account is moved while its reminder is noted',
    write: without('serviceAccounts.#id.version = :version', ({ ExpressionAttributeValues = {} }) =>
      Object.hasOwn(ExpressionAttributeValues, ':days'),
    ),
  },
];
