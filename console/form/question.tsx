import Box from '@cloudscape-design/components/box';
import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef } from 'react';
import type { Unsaved } from './unsaved.ts';

/** Asks in the footer of a dialog whether to discard what was typed. */
export const Question = ({ of }: { of: Unsaved }) => (
  <div className="question" role="alert">
    <strong>Discard your changes? They are not saved.</strong>
    <Answers of={of} />
  </div>
);

/** Asks it on a page that somebody is about to leave. */
export const QuestionDialog = ({ of }: { of: Unsaved }) => (
  <Modal
    visible
    header="Discard your changes?"
    closeAriaLabel="Close"
    onDismiss={of.keep}
    footer={
      <Box float="right">
        <Answers of={of} />
      </Box>
    }
  >
    They are not saved.
  </Modal>
);

function Answers({ of: { keep, discard } }: { of: Unsaved }) {
  const keeps = useRef<ButtonProps.Ref>(null);
  // A dialog that opens puts the focus on its close button first.
  useEffect(() => {
    const frame = requestAnimationFrame(() => keeps.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={discard}>Discard changes</Button>
      <Button variant="primary" ref={keeps} onClick={keep}>
        Keep editing
      </Button>
    </SpaceBetween>
  );
}
