import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAccount } from '../account/account.ts';
import { languages, snippetIn, type Language } from '../account/snippet.ts';
import { useConnection } from '../api/provider.tsx';
import { REFERENCE } from '../place/pages.ts';
import { Code, CopyCode } from '../parts/code.tsx';
import { Segments } from '../parts/segments.tsx';
import { useAdmins } from '../users/use-admins.ts';

/** How to get an API key, and what to do with it. */
export function Guide() {
  const { configuration } = useConnection();
  const { role } = useAccount();
  const admins = useAdmins();
  const [language, setLanguage] = useState<Language>('curl');
  const snippet = snippetIn(language, configuration.apiOrigin, 'YOUR_API_KEY');
  return (
    <Container header={<Header variant="h2">Get an API key</Header>}>
      <SpaceBetween size="m">
        <ol className="steps">
          {role === 'admin' ? (
            <li>
              Choose <strong>Rotate API key</strong>. The new key is shown once: copy it.
            </li>
          ) : (
            <li>
              Only Admins can make a key. Ask an Admin if you need one{admins !== undefined && `: ${admins}`}.
            </li>
          )}
          <li>Store it where your call software reads its secrets. Never put it in a web page or an app.</li>
          <li>
            The previous key keeps working for as long as you choose, so that nothing stops while you switch.
          </li>
        </ol>
        <Segments<Language>
          label="Start a call with it"
          selected={language}
          options={languages}
          onSelect={setLanguage}
        />
        <Code label="How to start a call">{snippet}</Code>
        <SpaceBetween direction="horizontal" size="m" alignItems="center">
          <CopyCode code={snippet} />
          <a href={REFERENCE}>Try it in the API console</a>
        </SpaceBetween>
      </SpaceBetween>
    </Container>
  );
}
