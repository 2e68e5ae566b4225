import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { AnswerTo } from '../api/call.ts';
import { firstButton, focusOnOpen } from '../parts/focus.ts';

export type NewKey = AnswerTo<'createEnvironment'>['apiKey'];

/** Whoever presses Enter once more, after creating an environment with it, copies the key. */
const focusOnCopy = focusOnOpen(firstButton);

interface Props {
  readonly environmentName: string;
  readonly apiKey: NewKey;
  readonly onClose: () => void;
}

/** Shows a new API key, this once. It is in no storage, and gone when the dialog is closed. */
export function SecretDialog({ environmentName, apiKey: { secret, masked }, onClose }: Props) {
  return (
    <Modal
      visible
      // Done alone closes it: Escape or a click beside it would throw the key away.
      className="no-close"
      header={`API key of ${environmentName}`}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </Box>
      }
    >
      {secret === null ? (
        <Alert type="warning" header="The key can't be shown again">
          It was made, but the answer that held it was lost on the way. Rotate the key {masked} to get one
          that you can see.
        </Alert>
      ) : (
        <div ref={focusOnCopy}>
          <SpaceBetween size="m">
            <Alert type="warning" header="Copy the key now">
              You see it this once. Only its fingerprint is kept, so nobody can show it to you again: if it is
              lost, rotate the key.
            </Alert>
            <pre className="code secret" tabIndex={0} aria-label="The new API key">
              {secret}
            </pre>
            <CopyToClipboard
              variant="button"
              copyButtonText="Copy API key"
              textToCopy={secret}
              copySuccessText="Copied"
              copyErrorText="Could not be copied: select it and copy it by hand"
            />
          </SpaceBetween>
        </div>
      )}
    </Modal>
  );
}
