import { DeleteDialog } from '../resources/delete-dialog.tsx';
import { useHome } from '../resources/home.tsx';
import type { TelephoneNumber } from './number.ts';

interface Props {
  readonly number: TelephoneNumber;
  readonly onDone?: () => void;
  readonly onClose: () => void;
}

export function DeleteNumberDialog({ number: { id, e164 }, ...props }: Props) {
  const { params } = useHome();
  return (
    <DeleteDialog
      name={e164}
      submit="Delete number"
      call={{ operation: 'deleteEnvironmentNumber', params: { ...params, numberId: id } }}
      {...props}
    >
      Any environment can then add this number. A number that a campaign uses can't be deleted.
    </DeleteDialog>
  );
}
