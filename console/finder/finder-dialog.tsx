import Autosuggest from '@cloudscape-design/components/autosuggest';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { firstField, focusOnOpen } from '../dialog/focus.ts';
import { Missing } from '../parts/missing.tsx';
import { useElsewhere } from './use-elsewhere.ts';
import { usePlaces } from './use-places.ts';

/** Finds pages, environments, agents, numbers, campaigns, users and service accounts by name, and anything by its ID. */
export function FinderDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const places = usePlaces();
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState<string>();
  const go = useCallback(
    (path: string) => {
      onClose();
      void navigate(path);
    },
    [navigate, onClose],
  );
  const elsewhere = useElsewhere(wanted, go);
  const opened = useCallback((element: HTMLElement | null) => focusOnOpen(firstField)(element), []);
  return (
    <Modal visible position="top" header="Find" closeAriaLabel="Close" onDismiss={onClose}>
      <div ref={opened}>
        <SpaceBetween size="s">
          <Autosuggest
            ariaLabel="Find"
            placeholder="A name, a page, or any ID"
            value={typed}
            options={places.options}
            statusType={places.isPartial ? 'error' : 'finished'}
            errorText="Not everything could be loaded."
            recoveryText="Try again"
            onLoadItems={({ detail }) => {
              if (detail.samePage) places.retry();
            }}
            empty="Nothing matches"
            enteredTextLabel={(text) => `Look for the ID “${text}”`}
            onChange={({ detail }) => {
              setTyped(detail.value);
              setWanted(undefined);
            }}
            onSelect={({ detail: { value, selectedOption } }) => {
              if (selectedOption?.value?.startsWith('/') === true) go(selectedOption.value);
              else setWanted(value.trim());
            }}
          />
          {wanted !== undefined && (
            <div role="status">
              {elsewhere.isNowhere ? (
                `Nothing in this account has the ID “${wanted}”.`
              ) : (
                <Missing what={wanted} of={elsewhere} lines={1} />
              )}
            </div>
          )}
        </SpaceBetween>
      </div>
    </Modal>
  );
}
