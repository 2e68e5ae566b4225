import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Session } from './session.ts';

/** Covers the page until the same person has signed in again. The page keeps all typed text. */
export function SessionOver({ session, onSignedIn }: { session: Session; onSignedIn: () => void }) {
  const [other, setOther] = useState<string>();
  const signIn = async () => {
    const { email, same } = await session.signInAgain(other !== undefined);
    if (same) onSignedIn();
    else setOther(email);
  };
  return (
    <Modal
      visible
      className="no-close"
      header="Your session has ended"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => void session.signOut()}>
              Sign out
            </Button>
            <Button variant="primary" onClick={() => void signIn()}>
              Sign in again
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <p>
          Sign in again as {session.email} to continue. This page stays as it is, with everything you typed.
        </p>
        {other !== undefined && (
          <Alert type="warning">
            You signed in as {other}, but this page belongs to {session.email}.
          </Alert>
        )}
      </SpaceBetween>
    </Modal>
  );
}
