import type { ProblemCode } from '../../lib/api/problem.ts';

/** The API's refusal, or the browser's error when there was no answer. */
export class Failure extends Error {
  /** `no_answer`: it is not known whether anything was done. */
  readonly code: ProblemCode | 'no_answer' | 'session_over';
  readonly requestId: string | undefined;
  /** The error of each field of the body, by the name of the field. */
  readonly fields: Readonly<Record<string, string>>;
  /** The problem document; empty when there was none. */
  readonly document: ProblemDocument;

  constructor(
    code: Failure['code'],
    message: string,
    {
      requestId,
      fields = {},
      document = {},
    }: Partial<Pick<Failure, 'requestId' | 'fields' | 'document'>> = {},
  ) {
    super(message);
    this.code = code;
    this.requestId = requestId;
    this.fields = fields;
    this.document = document;
  }
}

export interface ProblemDocument {
  readonly code?: ProblemCode;
  readonly title?: string;
  readonly detail?: string;
  readonly requestId?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  /** For an upload: the total number of errors. */
  readonly errorCount?: number;
  /** With `in_use`: what refers to it. */
  readonly references?: readonly Reference[];
  /** The figures of a code. */
  readonly [figure: string]: unknown;
}

export interface Reference {
  readonly type: 'number' | 'campaign' | 'settings';
  readonly id: string;
}

/** There was no answer to any try. */
export const noAnswer = (ofAChange: boolean): Failure =>
  new Failure(
    'no_answer',
    ofAChange
      ? 'There was no answer, so this may or may not have been done. Check your connection, then try again.'
      : 'There was no answer. Check your connection, then try again.',
  );

/** The failure for a response other than 2xx. */
export async function failureOf(response: Response): Promise<Failure> {
  const document = (await response.json().catch(() => ({}))) as ProblemDocument;
  const { code = 'internal_error', title, detail, requestId } = document;
  return new Failure(
    code,
    sentence(document) ?? detail ?? title ?? `The server answered ${response.status}.`,
    {
      requestId: requestId ?? response.headers.get('x-request-id') ?? undefined,
      fields: fieldsOf(document),
      document,
    },
  );
}

/** The field that a conflict is about. */
const fieldInConflict: Partial<Record<ProblemCode, string>> = {
  environment_name_taken: 'name',
  concurrency_allocation_exceeded: 'maxConcurrentCalls',
  plan_below_allocation: 'maxConcurrentCalls',
  already_member: 'email',
  invitation_pending: 'email',
  agent_name_taken: 'name',
  number_taken: 'e164',
};

function fieldsOf(document: ProblemDocument): Record<string, string> {
  const { code, title = '', errors = [] } = document;
  const conflict = code && fieldInConflict[code];
  if (conflict !== undefined) return { [conflict]: sentence(document) ?? `${title}.` };
  // The first message of a field is the one to fix first.
  return Object.fromEntries(errors.toReversed().map(({ path, message }) => [path, capitalised(message)]));
}

/** The error of a limit that is over what the plan has left. The console says the same before it asks the API. */
export const overPlan = (unallocated: number, planLimit: number): string =>
  `Only ${unallocated} of ${planLimit} calls are unallocated. Lower this number or free some in another environment.`;

/** Texts with figures that are more helpful than the API's own words. */
function sentence(document: ProblemDocument): string | undefined {
  const { code, planLimit, unallocated, allocated, activeCalls } = document;
  switch (code) {
    case 'concurrency_allocation_exceeded':
      return overPlan(Number(unallocated), Number(planLimit));
    case 'plan_below_allocation':
      return `The environments hold ${String(allocated)} concurrent calls: a plan can't have fewer.`;
    case 'account_suspended':
      return 'This account is suspended: no calls start and nothing can be changed. Ask the operator of this service.';
    case 'account_closed':
      return 'This account is closed: nothing can be changed. Ask the operator of this service, who can resume it for 30 days.';
    case 'environment_has_active_calls':
      return `${String(activeCalls)} ${activeCalls === 1 ? 'call is' : 'calls are'} running in this environment. Let them end first, or delete it after active calls end.`;
    case 'environment_name_taken':
      return 'Another environment in this account already has this name. Names ignore capitalization.';
    case 'agent_name_taken':
      return 'Another agent in this environment already has this name. Names ignore capitalization.';
    case 'number_taken':
      return 'This number is already in use, in this or another environment, or in a deleted one that can still be restored.';
    case 'admin_required':
      return 'Only Admins can do this. Your role may have just changed.';
    case 'not_found':
      return 'This no longer exists.';
    case 'last_admin':
      return 'An account needs at least one Admin. Make someone else an Admin first.';
    case 'invalid_input':
      return 'Some of these values are not valid.';
    case 'temporarily_unavailable':
      return 'Berth is temporarily unavailable. Nothing was changed. Try again in a moment.';
    default:
      return undefined;
  }
}

function capitalised(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
