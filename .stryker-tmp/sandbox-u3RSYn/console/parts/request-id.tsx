import Box from '@cloudscape-design/components/box';
import type { Failure } from '../api/failure.ts';
import { Copyable } from './copyable.tsx';

/** By this the request can be found in the logs. Nothing when there was no answer, and so no id. */
export function RequestId({ of: { requestId } }: { of: Pick<Failure, 'requestId'> }) {
  if (requestId === undefined) return null;
  return (
    <Box variant="span" fontSize="body-s" color="inherit">
      Request ID: <Copyable text={requestId} what="request ID" />
    </Box>
  );
}
