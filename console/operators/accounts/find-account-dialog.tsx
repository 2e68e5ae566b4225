import { useNavigate } from 'react-router-dom';
import { useRead } from '../../api/use-api.ts';
import { Find } from '../../finder/find.tsx';
import type { FinderProps } from '../../finder/finder.tsx';
import { OPERATOR } from '../../place/pages.ts';
import { pathOf } from './account-columns.tsx';

/** How many are offered; the page of all accounts shows the others. */
const MOST = 20;

/** Finds accounts, with the same search as the page of all accounts. */
export function FindAccountDialog({ typed, onType, onClose }: FinderProps) {
  const navigate = useNavigate();
  const text = typed.trim();
  const { data, error, isFetching, refetch } = useRead({
    operation: 'findAccounts',
    query: { limit: String(MOST), ...(text !== '' && { query: text }) },
  });
  const go = (path: string) => {
    onClose();
    void navigate(path);
  };
  const settled = error === null ? 'finished' : 'error';
  return (
    <Find
      placeholder="Name, account ID or email address"
      typed={typed}
      onType={onType}
      options={(data?.items ?? []).map(({ id, name }) => ({
        value: pathOf(id),
        label: name,
        description: id,
      }))}
      statusType={isFetching ? 'loading' : settled}
      onRetry={() => void refetch()}
      enteredTextLabel={(value) => `Show all accounts that match “${value}”`}
      go={go}
      onEnter={(value) => go(`${OPERATOR.path}?find=${encodeURIComponent(value)}`)}
      onClose={onClose}
    />
  );
}
