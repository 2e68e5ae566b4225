import type { resources, ResourceOperationId } from '../api/routes/resources/resources.ts';
import type { ScopedUseCase } from './environment-scope.ts';

/** The use case of both rows of an operation. */
export type ResourceUseCase<Id extends ResourceOperationId> = ScopedUseCase<(typeof resources)[Id]>;
