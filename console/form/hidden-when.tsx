import type { ReactNode } from 'react';
import { useIsUnsaved } from './unsaved.ts';

interface Props {
  /** Whether what the part is about is gone. */
  readonly isGone: boolean;
  readonly children: ReactNode;
}

/** Hides a part of a page whose subject is gone. Its dialogs remain, and so does all of it while text is unsaved. */
export function HiddenWhen({ isGone, children }: Props) {
  const isUnsaved = useIsUnsaved();
  return <div hidden={isGone && !isUnsaved}>{children}</div>;
}
