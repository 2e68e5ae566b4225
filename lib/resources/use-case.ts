import type { resources, ResourceOperationId } from '../api/resources.ts';
import type { UseCaseAtHome } from '../environments/home.ts';

/** What both rows of an operation do. */
export type ResourceUseCase<Id extends ResourceOperationId> = UseCaseAtHome<(typeof resources)[Id]>;
