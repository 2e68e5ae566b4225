import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { useState } from 'react';
import { remembered, remember } from './memory.ts';

type Look = 'light' | 'dark';

/** What was chosen last, else what the system prefers. */
export function rememberedLook(): Look {
  const chosen = remembered('look');
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function applyLook(look: Look): void {
  applyMode(look === 'dark' ? Mode.Dark : Mode.Light);
  document.documentElement.dataset['look'] = look;
}

export function useLook(): [Look, (look: Look) => void] {
  const [look, setLook] = useState(rememberedLook);
  return [
    look,
    (chosen) => {
      remember('look', chosen);
      applyLook(chosen);
      setLook(chosen);
    },
  ];
}
