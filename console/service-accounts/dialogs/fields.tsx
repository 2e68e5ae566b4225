import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Role } from '../../account/account.ts';
import type { Failure } from '../../api/failure.ts';
import { RoleChoice } from '../../invitations/role-choice.tsx';
import { isDay } from '../../period/days.ts';
import { ExpiryField } from './expiry-field.tsx';

export interface Typed {
  readonly name: string;
  readonly role: Role;
  /** The last day on which it works; empty for no expiry. */
  readonly lastDay: string;
}

/** By the API's names. */
export const fieldNames = ['name', 'role', 'expiresAt'] as const;

export function notYet({ name, lastDay }: Typed): string | undefined {
  if (name.trim() === '') return 'Enter a name first.';
  return lastDay === '' || isDay(lastDay) ? undefined : 'Enter a full date, or leave it empty.';
}

const may: Readonly<Record<Role, string>> = {
  member: 'Reads everything and changes nothing.',
  admin: 'Changes everything but users, invitations and service accounts.',
};

interface Props {
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  readonly problems: Failure['fields'];
}

export const Fields = ({ typed, onType, problems }: Props) => (
  <SpaceBetween size="l">
    <FormField
      label="Name"
      constraintText="The software that will use it. The activity shows this name."
      errorText={problems['name']}
    >
      <Input
        ariaRequired
        autoComplete={false}
        placeholder="GitHub Actions"
        value={typed.name}
        onChange={({ detail }) => onType({ ...typed, name: detail.value })}
      />
    </FormField>
    <RoleChoice
      role={typed.role}
      onChoose={(role) => onType({ ...typed, role })}
      problem={problems['role']}
      may={may}
    />
    <ExpiryField
      day={typed.lastDay}
      onType={(lastDay) => onType({ ...typed, lastDay })}
      problem={problems['expiresAt']}
    />
  </SpaceBetween>
);
