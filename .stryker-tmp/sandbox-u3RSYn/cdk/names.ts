/** The parts of a stage, in the order of their deployment. */
export type StackPart = 'WebAcl' | 'Data' | 'Origin' | 'Api' | 'Console' | 'Edge';

/** CloudFront takes its web ACL from there, and leaves its metrics there. */
export const EDGE_REGION = 'us-east-1';

/** The same stage may be in several regions of an account: the stacks in the region that they share name theirs. */
export const stackName = ({ stage, region }: { stage: string; region: string }, part: StackPart): string =>
  part === 'WebAcl' || part === 'Edge' ? `Berth-${stage}-${part}-${region}` : `Berth-${stage}-${part}`;

/** The user pool of a stage goes by a name, which whoever looks at the pools of an account sees. */
export const poolName = (stage: string): string => `berth-${stage}`;

/** What a stage's mail is counted under: a configuration set of SES. */
export const mailName = (stage: string): string => `berth-${stage}`;

/** The bus of a stage's events. */
export const eventBusName = (stage: string): string => `berth-${stage}`;

/** The group of the people who may set plans. */
export const OPERATORS = 'operators';
