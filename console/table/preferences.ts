import type { CollectionPreferencesProps } from '@cloudscape-design/components/collection-preferences';
import { useState } from 'react';
import { remember, remembered } from '../place/memory.ts';

type Preferences = CollectionPreferencesProps.Preferences;

/** The columns of a table, as chosen in this browser. */
export function usePreferences(
  table: string,
  initial: Preferences,
): [Preferences, (chosen: Preferences) => void] {
  const name = `table.${table}`;
  const [preferences, setPreferences] = useState<Preferences>(() => ({
    ...initial,
    ...parsed(remembered(name)),
  }));
  return [
    preferences,
    (chosen) => {
      remember(name, JSON.stringify(chosen));
      setPreferences(chosen);
    },
  ];
}

function parsed(text: string | undefined): Preferences {
  try {
    return JSON.parse(text ?? '{}') as Preferences;
  } catch {
    return {};
  }
}
