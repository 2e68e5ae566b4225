import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import type { Failure } from '../api/failure.ts';

/** By this the request can be found in the logs. Nothing when there was no answer, and so no id. */
export function RequestId({ of: { requestId } }: { of: Pick<Failure, 'requestId'> }) {
  if (requestId === undefined) return null;
  return (
    <Box variant="span" fontSize="body-s" color="inherit">
      Request ID: <Copyable text={requestId} what="request ID" />
    </Box>
  );
}

/** A value in the type of code, with a button that copies it. */
export function Copyable({ text, what }: { text: string; what: string }) {
  return (
    <CopyToClipboard
      variant="inline"
      textToCopy={text}
      textToDisplay={<code>{text}</code>}
      copyButtonAriaLabel={`Copy ${what} ${text}`}
      copySuccessText="Copied"
      copyErrorText="Could not be copied"
    />
  );
}
