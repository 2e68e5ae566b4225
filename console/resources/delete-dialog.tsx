import type { ReactNode } from 'react';
import type { ApiRequest } from '../api/request.ts';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { useHome } from './home.tsx';
import { InUse } from './in-use.tsx';

type DeleteId = 'deleteEnvironmentAgent' | 'deleteEnvironmentNumber' | 'deleteEnvironmentCampaign';

interface Props {
  readonly name: string;
  /** The text of the button. */
  readonly submit: string;
  readonly call: ApiRequest<DeleteId>;
  readonly onDone?: () => void;
  readonly onClose: () => void;
  /** What happens then. */
  readonly children: ReactNode;
}

/** Deletes something that nothing refers to; otherwise says what does. */
export function DeleteDialog({ name, submit, call, onDone, onClose, children }: Props) {
  const { environment } = useHome();
  const { notify } = useNotices();
  return (
    <ActionDialog<DeleteId>
      title={`Delete ${name}`}
      submit={submit}
      destructive
      within={environment}
      call={call}
      onRefused={(failure) => failure.code === 'in_use' && <InUse name={name} failure={failure} />}
      onDone={() => {
        onClose();
        onDone?.();
        notify({ type: 'success', header: `${name} is deleted` });
      }}
      onClose={onClose}
    >
      {children}
    </ActionDialog>
  );
}
