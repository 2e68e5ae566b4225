import type { Environment } from './environment-provider.tsx';
import type { NewKey } from '../api-keys/secret-dialog.tsx';

/** The dialog over the page of the environments: at most one. */
export type Open =
  | { readonly dialog: 'create' }
  | { readonly dialog: 'edit' | 'pause' | 'rotate' | 'delete'; readonly environment: Environment }
  | { readonly dialog: 'secret'; readonly environmentName: string; readonly apiKey: NewKey };
