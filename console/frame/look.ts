import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { useState } from 'react';
import { remembered, remember } from '../place/memory.ts';

/** The choices of appearance, and their names. */
export const looks = { system: 'Same as the system', light: 'Light', dark: 'Dark' } as const;
export type Look = keyof typeof looks;

const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

/** What was chosen last. */
export function rememberedLook(): Look {
  const chosen = remembered('look');
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

/** The effect of a choice now. */
export const shownLook = (look: Look): 'light' | 'dark' =>
  look === 'system' ? (systemIsDark.matches ? 'dark' : 'light') : look;

export function applyLook(look: Look): void {
  const shown = shownLook(look);
  applyMode(shown === 'dark' ? Mode.Dark : Mode.Light);
  document.documentElement.dataset['look'] = shown;
}

/** Applies the chosen appearance, and follows the system where that was chosen. */
export function startLook(): void {
  applyLook(rememberedLook());
  systemIsDark.addEventListener('change', () => applyLook(rememberedLook()));
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
