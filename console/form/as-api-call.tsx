import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { AnyCall } from '../api/request.ts';
import { curlOf } from '../api/curl.ts';
import { useConnection } from '../api/provider.tsx';
import { Code } from '../parts/code.tsx';

/** The request that a dialog will send, as a line for a shell. */
export function AsApiCall({ call }: { call: AnyCall }) {
  const { configuration } = useConnection();
  const curl = curlOf(configuration.apiOrigin, call);
  return (
    <ExpandableSection headerText="Show as API call" variant="footer">
      <SpaceBetween size="xs">
        <Code label="The call as a curl command">{curl}</Code>
        <SpaceBetween size="xs" direction="horizontal" alignItems="center">
          <CopyToClipboard
            variant="button"
            copyButtonText="Copy"
            copyButtonAriaLabel="Copy the curl command"
            textToCopy={curl}
            copySuccessText="Copied"
            copyErrorText="Could not be copied"
          />
          <Box fontSize="body-s" color="text-body-secondary">
            <code>$TOKEN</code> is your access token.
          </Box>
        </SpaceBetween>
      </SpaceBetween>
    </ExpandableSection>
  );
}
