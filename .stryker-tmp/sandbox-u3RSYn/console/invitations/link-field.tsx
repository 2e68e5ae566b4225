import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { tokenIn } from './pending.ts';

/** Takes the link of an invitation that somebody copied. */
export function LinkField({ onToken }: { onToken: (token: string) => void }) {
  const [link, setLink] = useState('');
  const [problem, setProblem] = useState<string>();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const token = tokenIn(link);
        if (token === undefined)
          setProblem('This is not the whole link of an invitation: it ends with #token=…');
        else onToken(token);
      }}
    >
      <FormField
        label="Invitation link"
        errorText={problem}
        secondaryControl={
          <Button formAction="submit" disabled={link.trim() === ''}>
            Open
          </Button>
        }
      >
        <Input
          value={link}
          autoComplete={false}
          spellcheck={false}
          onChange={({ detail }) => {
            setLink(detail.value);
            setProblem(undefined);
          }}
        />
      </FormField>
    </form>
  );
}
