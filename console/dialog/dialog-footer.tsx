import Box from '@cloudscape-design/components/box';
import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef } from 'react';
import { disabledFor } from '../parts/disabled.ts';
import { red } from '../parts/red.ts';
import type { useUnsaved } from './unsaved.ts';

interface Props {
  readonly form: string;
  readonly submit: string;
  readonly destructive: boolean;
  readonly notYet: string | undefined;
  readonly isPending: boolean;
  readonly unsaved: ReturnType<typeof useUnsaved>;
  readonly onCancel: () => void;
}

/** The buttons of a dialog; when typed text is about to be lost, the question whether to discard it. */
export function DialogFooter({ form, submit, destructive, notYet, isPending, unsaved, onCancel }: Props) {
  if (unsaved.asking) return <Question onKeep={unsaved.keep} onDiscard={unsaved.discard} />;
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

function Question({ onKeep, onDiscard }: { onKeep: () => void; onDiscard: () => void }) {
  const keep = useRef<ButtonProps.Ref>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <div className="question" role="alert">
      <strong>Discard your changes? They are not saved.</strong>
      <SpaceBetween direction="horizontal" size="xs">
        <Button onClick={onDiscard}>Discard changes</Button>
        <Button variant="primary" ref={keep} onClick={onKeep}>
          Keep editing
        </Button>
      </SpaceBetween>
    </div>
  );
}
