import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { AnswerTo } from '../api/request.ts';
import { lookEvery } from '../api/look-every.ts';
import { useConnection } from '../api/provider.tsx';
import { useRead } from '../api/use-api.ts';
import { FullPage } from '../frame/full-page.tsx';
import { Code, CopyCode } from '../parts/code.tsx';
import { To } from '../place/page-link.tsx';
import { Segments } from '../parts/segments.tsx';
import { languages, snippetIn, type Language } from './snippet.ts';

/**
 * The key of a new account, shown this once, with a command that works; the page shows when the first call has arrived.
 */
export function FirstKeyPage({ of: { id, name, environment, apiKey } }: { of: AnswerTo<'createAccount'> }) {
  const { configuration } = useConnection();
  const navigate = useNavigate();
  const [language, setLanguage] = useState<Language>('curl');
  const secret = apiKey.secret ?? '';
  const snippet = snippetIn(language, configuration.apiOrigin, secret);
  return (
    <FullPage title={`${name} is ready`}>
      <SpaceBetween size="l">
        <Alert type="warning" header="Copy your API key now">
          It gives access to the environment <strong>{environment.name}</strong> and is shown only once. If
          you lose it, rotate it on the page <To path={`/${id}/${environment.id}/api-keys`}>API keys</To>.
        </Alert>
        <pre className="code secret" tabIndex={0} aria-label="The new API key">
          {secret}
        </pre>
        <CopyToClipboard
          variant="button"
          copyButtonText="Copy API key"
          textToCopy={secret}
          copySuccessText="Copied"
          copyErrorText="Couldn't copy: select the text and copy it yourself"
        />
        <Segments<Language>
          label="Start your first call"
          selected={language}
          options={languages}
          onSelect={setLanguage}
        />
        <Code label="How to start a call">{snippet}</Code>
        <CopyCode code={snippet} />
        <FirstCall params={{ accountId: id, environmentId: environment.id }} />
        <Button variant="primary" onClick={() => void navigate(`/${id}/${environment.id}/calls`)}>
          Open the console
        </Button>
      </SpaceBetween>
    </FullPage>
  );
}

function FirstCall({ params }: { params: { accountId: string; environmentId: string } }) {
  const { data } = useRead({ operation: 'listEnvironmentCalls', params }, { every: lookEvery.calls });
  const [call] = data?.items ?? [];
  return (
    <div role="status">
      {call === undefined ? (
        <StatusIndicator type="pending">Waiting for your first call</StatusIndicator>
      ) : (
        <StatusIndicator type="success">Your first call is running: {call.id}</StatusIndicator>
      )}
    </div>
  );
}
