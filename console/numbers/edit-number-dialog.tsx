import SpaceBetween from '@cloudscape-design/components/space-between';
import { EditDialog } from '../dialog/edit-dialog.tsx';
import { useHome } from '../resources/home.tsx';
import { NumberFields, numberFields, type Typed } from './number-fields.tsx';
import type { TelephoneNumber } from './number.ts';

interface Props {
  readonly number: TelephoneNumber;
  readonly onClose: () => void;
}

export function EditNumberDialog({ number: { id, e164 }, onClose }: Props) {
  const home = useHome();
  const params = { ...home.params, numberId: id };
  return (
    <EditDialog<'getEnvironmentNumber', 'editEnvironmentNumber', Typed>
      title={`Edit ${e164}`}
      targetId={id}
      read={{ operation: 'getEnvironmentNumber', params }}
      typedOf={({ label, inboundAgentId }) => ({ label, inboundAgentId })}
      save={(body, ifMatch) => ({ operation: 'editEnvironmentNumber', params, body, ifMatch })}
      fields={numberFields}
      saved={(number) => `Saved ${number.e164}`}
      onClose={onClose}
    >
      {(fields) => (
        <SpaceBetween size="l">
          <NumberFields {...fields} />
        </SpaceBetween>
      )}
    </EditDialog>
  );
}
