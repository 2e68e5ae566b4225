import Box from '@cloudscape-design/components/box';
import type { Failure } from '../api/failure.ts';
import { Copyable } from './copyable.tsx';

/** The id by which the request can be found in the logs. Renders nothing without an answer, which has no id. */
export function RequestId({ of: { requestId } }: { of: Pick<Failure, 'requestId'> }) {
  if (requestId === undefined) return null;
  return (
    <Box variant="span" fontSize="body-s" color="inherit">
      Request ID: <Copyable text={requestId} what="request ID" />
    </Box>
  );
}
