import type { resources, ResourceOperationId } from '../api/routes/resources.ts';
import type { UseCaseAtHome } from './home.ts';

/** What both rows of an operation do. */
export type ResourceUseCase<Id extends ResourceOperationId> = UseCaseAtHome<(typeof resources)[Id]>;
