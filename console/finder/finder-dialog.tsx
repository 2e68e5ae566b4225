import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Missing } from '../parts/missing.tsx';
import { Find } from './find.tsx';
import type { FinderProps } from './finder.tsx';
import { matching, shown } from './matching.ts';
import { useElsewhere } from './use-elsewhere.ts';
import { usePlaces } from './use-places.ts';

/** Finds pages, environments, agents, numbers, campaigns, users and service accounts by name, and anything by its ID. */
export function FinderDialog({ typed, onType, onClose }: FinderProps) {
  const navigate = useNavigate();
  const places = usePlaces();
  const [wanted, setWanted] = useState<string>();
  const go = useCallback(
    (path: string) => {
      onClose();
      void navigate(path);
    },
    [navigate, onClose],
  );
  const elsewhere = useElsewhere(wanted, go);
  const text = typed.trim();
  const found = matching(places.groups, text);
  const first = text === '' ? undefined : found[0]?.options[0];
  return (
    <Find
      placeholder="A name, a page, or any ID"
      typed={typed}
      onType={(next) => {
        onType(next);
        setWanted(undefined);
      }}
      options={[
        ...shown(found),
        ...(text === '' ? [] : [{ value: text, label: `Look for the ID “${text}”` }]),
      ]}
      statusType={places.isPartial ? 'error' : 'finished'}
      onRetry={places.retry}
      hideEnteredTextOption
      go={go}
      onEnter={(entered, isChosen) => {
        if (isChosen || first === undefined) setWanted(entered);
        else go(first.value);
      }}
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
