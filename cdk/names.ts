/** The parts of a stage, in the order of their deployment. */
export type StackPart = 'WebAcl' | 'Data' | 'Origin' | 'Api' | 'Console' | 'Edge';

/** CloudFront reads its web ACL from this region, and writes its metrics there. */
export const EDGE_REGION = 'us-east-1';

/**
 * The same stage may be in several regions of an account, so stacks in the shared region have the stage's region in
 * their names.
 */
export const stackName = ({ stage, region }: { stage: string; region: string }, part: StackPart): string =>
  part === 'WebAcl' || part === 'Edge' ? `Berth-${stage}-${part}-${region}` : `Berth-${stage}-${part}`;

/** The name of a stage's user pool, as the list of pools shows it. */
export const poolName = (stage: string): string => `berth-${stage}`;

/** The configuration set of SES under which a stage's mail is counted. */
export const mailName = (stage: string): string => `berth-${stage}`;

/** The bus of a stage's events. */
export const eventBusName = (stage: string): string => `berth-${stage}`;

/** The group of the people who may set plans. */
export const OPERATORS = 'operators';
