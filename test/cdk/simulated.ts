import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { ACCOUNT } from './resolved.ts';

export interface AwsRequest {
  readonly principal: string;
  /** For example `sns:Publish`. */
  readonly action: string;
  /** An ARN. */
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

/** Policies as they are in a template, with their references resolved. */
export interface Policies {
  readonly identity?: readonly unknown[];
  readonly resource?: unknown;
}

/**
 * Whether IAM would allow a request, by its rules for policies and their conditions.
 * @throws Error when it is not a request
 */
export async function isAllowed(
  { principal, action, resource, context = {} }: AwsRequest,
  { identity = [], resource: resourcePolicy }: Policies,
): Promise<boolean> {
  const simulation: Simulation = {
    request: {
      principal,
      action,
      resource: { resource, accountId: ACCOUNT },
      contextVariables: { ...context },
    },
    identityPolicies: identity.map((policy, index) => ({ name: `policy-${index}`, policy })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy,
  };
  const answer = await runSimulation(simulation, {});
  if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors));
  return answer.overallResult === 'Allowed';
}
