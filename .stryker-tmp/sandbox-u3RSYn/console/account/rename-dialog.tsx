import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { EditDialog } from '../dialog/edit-dialog.tsx';
import { useAccount } from './account.ts';

export function RenameDialog({ onClose }: { onClose: () => void }) {
  const { id, name } = useAccount();
  const params = { accountId: id };
  return (
    <EditDialog<'getAccount', 'renameAccount', { readonly name: string }>
      title={`Rename ${name}`}
      targetId={id}
      read={{ operation: 'getAccount', params }}
      typedOf={(account) => ({ name: account.name })}
      notYet={(typed) => (typed.name.trim() === '' ? 'Enter a name.' : undefined)}
      save={(changed, ifMatch) => ({
        operation: 'renameAccount',
        params,
        body: { name: changed.name ?? name },
        ifMatch,
      })}
      fields={['name']}
      saved={(account) => `The account is now called ${account.name}`}
      onClose={onClose}
    >
      {({ typed, onType, problems }) => (
        <FormField
          label="Account name"
          description="Your company or team. All users see it; no address or ID changes."
          errorText={problems['name']}
        >
          <Input value={typed.name} onChange={({ detail }) => onType({ name: detail.value })} ariaRequired />
        </FormField>
      )}
    </EditDialog>
  );
}
