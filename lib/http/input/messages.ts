import type * as z from 'zod/mini';

type Issue = z.core.$ZodRawIssue;

/**
 * The error of a value, worded to follow the name of the field: “must be a whole number”. The value itself is
 * never repeated. A schema's own message takes precedence. Zod's own messages are not in the bundle.
 */
export function messageOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return bound(issue.origin, 'at least', Number(issue.minimum));
    case 'too_big':
      return bound(issue.origin, 'at most', Number(issue.maximum));
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'invalid_format':
      return 'has the wrong format';
    case 'unrecognized_keys':
      return 'is not a known field';
    default:
      return 'is not valid';
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'an array',
};

function bound(origin: string, limit: string, value: number): string {
  if (origin === 'string') return `must have ${limit} ${counted(value, 'character')}`;
  if (origin === 'array') return `must have ${limit} ${counted(value, 'item')}`;
  return `must be ${limit} ${value}`;
}

const counted = (value: number, noun: string): string => `${value} ${noun}${value === 1 ? '' : 's'}`;
