import type { resources, ResourceOperationId } from '../api/routes/resources/resources.ts';
import type { ScopedUseCase } from './environment-scope.ts';

/** What both rows of an operation do. */
export type ResourceUseCase<Id extends ResourceOperationId> = ScopedUseCase<(typeof resources)[Id]>;
