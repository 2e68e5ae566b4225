import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Missing } from '../parts/missing.tsx';
import { Find } from './find.tsx';
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
  return (
    <Find
      placeholder="A name, a page, or any ID"
      typed={typed}
      onType={(text) => {
        setTyped(text);
        setWanted(undefined);
      }}
      options={places.options}
      statusType={places.isPartial ? 'error' : 'finished'}
      onRetry={places.retry}
      enteredTextLabel={(text) => `Look for the ID “${text}”`}
      go={go}
      onEnter={setWanted}
      onClose={onClose}
    >
      {wanted !== undefined && (
        <div role="status">
          {elsewhere.isNowhere ? (
            `Nothing in this account has the ID “${wanted}”.`
          ) : (
            <Missing what={wanted} of={elsewhere} lines={1} />
          )}
        </div>
      )}
    </Find>
  );
}
