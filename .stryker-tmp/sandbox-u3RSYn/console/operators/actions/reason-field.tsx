import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';

interface Props {
  readonly reason: string;
  readonly onType: (reason: string) => void;
  readonly problem: string | undefined;
  readonly optional?: boolean;
}

export const ReasonField = ({ reason, onType, problem, optional = false }: Props) => (
  <FormField
    label={optional ? 'Reason (optional)' : 'Reason'}
    constraintText="The users of the account see it, in a banner and in their activity."
    errorText={problem}
  >
    <Input
      ariaRequired={!optional}
      autoComplete={false}
      placeholder={optional ? 'Contract ended' : 'Unpaid since October'}
      value={reason}
      onChange={({ detail }) => onType(detail.value)}
    />
  </FormField>
);
