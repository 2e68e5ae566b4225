import type { ManagementOptions } from '../management/index.ts';

/** The inputs and outputs of a command. */
export interface World extends Pick<ManagementOptions, 'fetch' | 'clock'> {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** @param file a path, or `-` for the standard input */
  readonly read: (file: string) => Promise<string>;
  readonly say: (text: string) => void;
  readonly complain: (text: string) => void;
}
