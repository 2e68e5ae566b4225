/** The parts of a stage, in the order of their deployment. */
export type StackPart = 'Data' | 'Origin' | 'Api' | 'Console';

export const stackName = (stage: string, part: StackPart): string => `Berth-${stage}-${part}`;

/** The user pool of a stage goes by a name, by which it is found again. */
export const poolName = (stage: string): string => `berth-${stage}`;

/** The group of the people who may set plans. */
export const OPERATORS = 'operators';
