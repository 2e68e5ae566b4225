import Button from '@cloudscape-design/components/button';
import Spinner from '@cloudscape-design/components/spinner';
import Toggle from '@cloudscape-design/components/toggle';
import { useAccount, useWhyNot } from '../account/account.ts';
import { useChange } from '../api/use-api.ts';
import { useNotices } from '../frame/notices.tsx';
import { MEMBER_NOTE } from '../parts/member-note.tsx';
import type { Environment } from './environment-provider.tsx';

/** Hides an environment from the selector, or shows it there again; with an undo. */
export function HiddenToggle({ environment: { id, name, hidden, deletedAt } }: { environment: Environment }) {
  const account = useAccount();
  const whyNot = useWhyNot();
  const { notify, notifyFailure } = useNotices();
  const change = useChange<'editEnvironment'>();

  const hide = (next: boolean, undoing = false) =>
    change.mutate(
      {
        operation: 'editEnvironment',
        params: { accountId: account.id, environmentId: id },
        body: { hidden: next },
      },
      {
        onError: (failure) => notifyFailure(`Couldn't ${next ? 'hide' : 'show'} ${name}`, failure),
        onSuccess: () => {
          if (undoing) return;
          const dismiss = notify({
            about: `hidden ${id}`,
            type: 'success',
            header: next ? `${name} is hidden` : `${name} is no longer hidden`,
            content: next
              ? 'It is no longer in the selector. It still accepts calls, and you can manage it here.'
              : 'It is in the selector again.',
            action: (
              <Button
                onClick={() => {
                  dismiss();
                  hide(!next, true);
                }}
              >
                Undo
              </Button>
            ),
          });
        },
      },
    );

  // While the change is under way the toggle shows the requested state.
  const shown = change.isPending ? (change.variables.body.hidden ?? hidden) : hidden;
  return (
    <span className="row">
      <Toggle
        checked={shown}
        disabled={whyNot !== undefined || deletedAt !== undefined}
        ariaLabel={`Hidden: ${name}`}
        {...(whyNot !== undefined && { ariaDescribedby: MEMBER_NOTE })}
        // Not disabled while the change is under way, because it would lose the focus.
        onChange={({ detail }) => {
          if (!change.isPending) hide(detail.checked);
        }}
      />
      {change.isPending && <Spinner />}
    </span>
  );
}
