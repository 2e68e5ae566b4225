import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { roleNames, type Role } from '../account/account.ts';

interface Props {
  readonly role: Role;
  readonly onChoose: (role: Role) => void;
  readonly problem?: string | undefined;
  /** What each role may do. */
  readonly may?: Readonly<Record<Role, string>>;
}

const userMay: Readonly<Record<Role, string>> = {
  member: 'Sees all environments and changes nothing.',
  admin: 'Changes settings, creates and edits environments, manages users.',
};

export function RoleChoice({ role, onChoose, problem, may = userMay }: Props) {
  return (
    <FormField label="Role" errorText={problem}>
      <RadioGroup
        value={role}
        onChange={({ detail }) => onChoose(detail.value as Role)}
        items={[
          { value: 'member', label: roleNames.member, description: may.member },
          { value: 'admin', label: roleNames.admin, description: may.admin },
        ]}
      />
    </FormField>
  );
}
