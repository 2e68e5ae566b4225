import type { AnyCall } from '../api/request.ts';
import type { Failure } from '../api/failure.ts';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { Gone } from './gone.tsx';
import { standing } from './problems.ts';

interface Props {
  readonly failure: Failure;
  /** The refused values, and the current ones. */
  readonly refused: AnyCall | undefined;
  readonly call: AnyCall;
  /** The fields that show their problems themselves. */
  readonly fields: readonly string[];
}

/** Why a form was refused, as long as it still has the refused values. */
export function Refusal({ failure, refused, call, fields }: Props) {
  if (failure.code === 'not_found') return <Gone call={call} failure={failure} />;
  const problems = standing(failure, refused, call);
  const wasOfFields = Object.keys(failure.fields).length > 0;
  if (wasOfFields ? Object.keys(problems).length === 0 : refused !== call) return null;
  const told = fields.some((field) => problems[field] !== undefined);
  const others = Object.entries(problems).filter(([field]) => !fields.includes(field));
  const message = told ? 'Fix the highlighted field.' : failure.message;
  return (
    <FailureAlert
      failure={failure}
      message={[message, ...others.map(([field, text]) => `${field}: ${text}`)].join(' ')}
    />
  );
}
