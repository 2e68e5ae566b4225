import { EditDialog as Edit } from '../../dialog/edit-dialog.tsx';
import { useZone } from '../../format/zone.ts';
import { dayIn } from '../../period/days.ts';
import { fieldNames, Fields, notYet, type Typed } from './fields.tsx';
import { endOf, type DialogProps } from '../service-account.ts';

export function EditDialog({ serviceAccount: { id, name }, params, onClose }: DialogProps) {
  const zone = useZone();
  return (
    <Edit<'getServiceAccount', 'editServiceAccount', Typed>
      title={`Edit ${name}`}
      targetId={id}
      read={{ operation: 'getServiceAccount', params }}
      typedOf={({ expiresAt, ...found }) => ({
        name: found.name,
        role: found.role,
        // The end of a day is the first moment of the next.
        lastDay: expiresAt === null ? '' : dayIn(zone, Date.parse(expiresAt) - 1),
      })}
      notYet={notYet}
      save={({ lastDay, ...changed }, ifMatch) => ({
        operation: 'editServiceAccount',
        params,
        body: { ...changed, ...(lastDay !== undefined && { expiresAt: endOf(lastDay, zone) }) },
        ifMatch,
      })}
      fields={fieldNames}
      saved={(saved) => `Saved ${saved.name}`}
      onClose={onClose}
    >
      {(fields) => <Fields {...fields} />}
    </Edit>
  );
}
