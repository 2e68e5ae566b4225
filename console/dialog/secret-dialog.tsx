import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { firstButton, focusOnOpen } from '../form/focus.ts';

/** Somebody who presses Enter once more, after creating something with a secret, copies it. */
const focusOnCopy = focusOnOpen(firstButton);

interface Props {
  readonly title: string;
  /** What the secret is: “API key”. */
  readonly what: string;
  readonly secret: string | null;
  /** The remedy when the secret is lost. */
  readonly lost: ReactNode;
  readonly onClose: () => void;
  /** How to use it. */
  readonly children?: ReactNode;
}

/** Shows a secret, this once. It is not stored anywhere, so it can't be shown again. */
export function SecretDialog({ title, what, secret, lost, onClose, children }: Props) {
  return (
    <Modal
      visible
      // Only Done closes it, because after an accidental Escape or click the secret would be lost.
      className="no-close"
      header={title}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </Box>
      }
    >
      {secret === null ? (
        <Alert type="warning" header={`The ${what} can't be shown again`}>
          It was created, but the answer that contained it was lost. {lost}
        </Alert>
      ) : (
        <div ref={focusOnCopy}>
          <SpaceBetween size="m">
            <Alert type="warning" header={`Copy the ${what} now`}>
              It is shown only once, and nobody can show it to you again. {lost}
            </Alert>
            <pre className="code secret" tabIndex={0} aria-label={`The new ${what}`}>
              {secret}
            </pre>
            <CopyToClipboard
              variant="button"
              copyButtonText={`Copy ${what}`}
              textToCopy={secret}
              copySuccessText="Copied"
              copyErrorText="Couldn't copy: select the text and copy it yourself"
            />
            {children}
          </SpaceBetween>
        </div>
      )}
    </Modal>
  );
}
