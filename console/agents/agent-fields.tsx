import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { limits } from '../../lib/api/limits.ts';
import type { Failure } from '../api/failure.ts';
import { bytesIn } from '../format/bytes.ts';
import { figure } from '../format/figure.ts';

/** An agent as it is typed, by the API's names of the fields. */
export interface Typed {
  readonly name: string;
  readonly description: string;
  readonly language: string;
  readonly voice: string;
  readonly greeting: string;
  readonly prompt: string;
}

export const agentFields = ['name', 'description', 'language', 'voice', 'greeting', 'prompt'] as const;

/** The limit of the API, in bytes of UTF-8. */
const MAX_PROMPT_BYTES = limits.promptBytes;

export const notYet = ({ name, prompt }: Typed): string | undefined => {
  if (name.trim() === '') return 'Enter a name first.';
  return bytesIn(prompt) > MAX_PROMPT_BYTES ? 'Shorten the prompt first.' : undefined;
};

interface Props {
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
  readonly problems: Failure['fields'];
  readonly languageHint: string | undefined;
  readonly readOnly: boolean;
}

export function AgentFields({ typed, onType, problems, languageHint, readOnly }: Props) {
  const field = (name: keyof Typed) => ({
    value: typed[name],
    readOnly,
    onChange: ({ detail }: { detail: { value: string } }) => onType({ ...typed, [name]: detail.value }),
  });
  const bytes = bytesIn(typed.prompt);
  const over = bytes - MAX_PROMPT_BYTES;
  return (
    <SpaceBetween size="l">
      <ColumnLayout columns={2}>
        <FormField label="Name" errorText={problems['name']}>
          <Input ariaRequired {...field('name')} />
        </FormField>
        <FormField label="Description" errorText={problems['description']}>
          <Input {...field('description')} />
        </FormField>
        <FormField label="Language" constraintText={languageHint} errorText={problems['language']}>
          <Input placeholder="en-US" spellcheck={false} {...field('language')} />
        </FormField>
        <FormField
          label="Voice"
          constraintText="The voice’s name at your speech provider."
          errorText={problems['voice']}
        >
          <Input spellcheck={false} {...field('voice')} />
        </FormField>
      </ColumnLayout>
      <FormField
        label="Greeting"
        constraintText="The first thing it says."
        errorText={problems['greeting']}
        stretch
      >
        <Textarea rows={3} {...field('greeting')} />
      </FormField>
      <FormField
        label="Prompt"
        constraintText={`${figure(bytes)} of ${figure(MAX_PROMPT_BYTES)} bytes`}
        errorText={
          over > 0 ? `${figure(over)} ${over === 1 ? 'byte' : 'bytes'} too many.` : problems['prompt']
        }
        stretch
      >
        <Textarea rows={20} {...field('prompt')} />
      </FormField>
    </SpaceBetween>
  );
}
