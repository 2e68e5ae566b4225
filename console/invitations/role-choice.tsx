import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { roleNames, type Role } from '../account/account.ts';

interface Props {
  readonly role: Role;
  readonly onChoose: (role: Role) => void;
  readonly problem?: string | undefined;
}

export function RoleChoice({ role, onChoose, problem }: Props) {
  return (
    <FormField label="Role" errorText={problem}>
      <RadioGroup
        value={role}
        onChange={({ detail }) => onChoose(detail.value as Role)}
        items={[
          {
            value: 'member',
            label: roleNames.member,
            description: 'Sees all environments and changes nothing.',
          },
          {
            value: 'admin',
            label: roleNames.admin,
            description: 'Changes settings, creates and edits environments, manages users.',
          },
        ]}
      />
    </FormField>
  );
}
