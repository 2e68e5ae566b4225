import { useEffect } from 'react';
import { rememberHere } from './memory.ts';

/** Stores the current account and environment for the next visit. */
export function Remember({ name, value }: { name: string; value: string }): null {
  useEffect(() => rememberHere(name, value), [name, value]);
  return null;
}
