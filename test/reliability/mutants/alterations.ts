import type { Alteration, SentWrite } from '../plant.ts';

/** Planted bugs by the race in which they show, each with what it alters. */
export type BugsOfRaces = Readonly<Record<string, Readonly<Record<string, Alteration>>>>;

type Which = (write: SentWrite, kind: string) => boolean;

const keyOf = ({ Key, Item: item }: SentWrite, name: 'pk' | 'sk') => String((Key ?? item)?.[name]);

/** Writes with this sort key. One that ends with # is only its beginning. */
export const at =
  (sk: string): Which =>
  (write) =>
    sk.endsWith('#') ? keyOf(write, 'sk').startsWith(sk) : keyOf(write, 'sk') === sk;

/** The same, of one kind. */
export const sent =
  (kind: 'Put' | 'Update' | 'Delete' | 'ConditionCheck', sk: string): Which =>
  (write, its) =>
    its === kind && at(sk)(write, its);

/** Writes in partitions that begin like this. */
export const within =
  (pk: string): Which =>
  (write) =>
    keyOf(write, 'pk').startsWith(pk);

/** Updates that begin like this. */
export const updating =
  (beginning: string): Which =>
  ({ UpdateExpression = '' }) =>
    UpdateExpression.startsWith(beginning);

/** A condition that is true of every item, existing or not. It must use all names and values. */
const holdsAnyway = (condition: string) =>
  `(${condition} OR attribute_exists(pk) OR attribute_not_exists(pk))`;

/** The same write, with this part of its condition always true. */
export const without = (part: string, of: Which = () => true): Alteration => ({
  write(write, kind) {
    const { ConditionExpression: condition } = write;
    if (!condition?.includes(part) || !of(write, kind)) return write;
    return { ...write, ConditionExpression: condition.replace(part, holdsAnyway(part)) };
  },
});

/** The same write without a condition. */
export const unconditional = (of: Which): Alteration => ({
  write(write, kind) {
    const { ConditionExpression: condition } = write;
    if (condition === undefined || !of(write, kind)) return write;
    return { ...write, ConditionExpression: holdsAnyway(`(${condition})`) };
  },
});

export const dropped = (of: Which): Alteration => ({
  write: (write, kind) => (of(write, kind) ? undefined : write),
});

/** The write is sent by itself, before or after the rest of its transaction. */
export const apart = (when: 'before' | 'after', which: Which): Alteration => ({
  apart: { when, which },
});

/** The same write without its changes to counts under caps. */
export const uncounted = (of: (update: string) => boolean): Alteration => ({
  write(write) {
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
  },
});

/** The same write with another value, where it has one of this name. */
export const valued = (name: string, change: (value: unknown) => unknown): Alteration => ({
  write(write) {
    const { ExpressionAttributeValues: values = {} } = write;
    const changed = change(values[name]);
    if (values[name] === undefined || changed === values[name]) return write;
    return { ...write, ExpressionAttributeValues: { ...values, [name]: changed } };
  },
});
