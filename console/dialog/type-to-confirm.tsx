import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';

interface Props {
  readonly name: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
}

/** The name of what is about to be deleted, which has to be typed, so that nobody deletes it by mistake. */
export const TypeToConfirm = ({ name, typed, onType }: Props) => (
  <FormField label={`Type ${name} to confirm`}>
    <Input
      value={typed}
      onChange={({ detail }) => onType(detail.value)}
      autoComplete={false}
      spellcheck={false}
    />
  </FormField>
);

/** The reason why it can't be done yet, if it can't. */
export const unconfirmed = (name: string, typed: string): string | undefined =>
  typed === name ? undefined : `Type ${name} to confirm.`;
