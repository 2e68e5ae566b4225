import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { disabledFor } from '../parts/disabled.ts';
import { red } from '../parts/red.ts';
import { Question } from '../form/question.tsx';
import type { Unsaved } from '../form/unsaved.ts';

interface Props {
  readonly form: string;
  readonly submit: string;
  readonly destructive: boolean;
  readonly notYet: string | undefined;
  readonly isPending: boolean;
  readonly unsaved: Unsaved;
  readonly onCancel: () => void;
}

/** The buttons of a dialog; when typed text is about to be lost, the question whether to discard it. */
export function DialogFooter({ form, submit, destructive, notYet, isPending, unsaved, onCancel }: Props) {
  if (unsaved.asking) return <Question of={unsaved} />;
  return (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={onCancel}>
          {isPending ? 'Stop waiting' : 'Cancel'}
        </Button>
        <Button
          variant="primary"
          form={form}
          {...(destructive && { style: red })}
          loading={isPending}
          loadingText="Working"
          {...disabledFor(notYet)}
        >
          {submit}
        </Button>
      </SpaceBetween>
    </Box>
  );
}
