import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAccount } from '../account/account.ts';
import { useConnection } from '../api/provider.tsx';
import { Code, CopyCode } from '../parts/code.tsx';
import { Segments } from '../parts/segments.tsx';
import { places, snippetFor, type Place } from './snippet.ts';

/** A request with the secret of a service account, to be copied. */
export function Usage({ secret = '$BERTH_SECRET' }: { secret?: string }) {
  const { configuration } = useConnection();
  const { id: accountId } = useAccount();
  const [place, setPlace] = useState<Place>('curl');
  const snippet = snippetFor(place, { origin: configuration.apiOrigin, accountId, secret });
  return (
    <SpaceBetween size="m">
      <Segments<Place> label="Use it" selected={place} options={places} onSelect={setPlace} />
      <Code label="How to use a service account">{snippet}</Code>
      <CopyCode code={snippet} />
    </SpaceBetween>
  );
}
