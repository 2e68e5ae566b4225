import Select from '@cloudscape-design/components/select';
import { useNavigate } from 'react-router-dom';
import { roleNames, useAccount } from '../../account/account.ts';
import { isOfAccount, useAddress } from '../../place/address.ts';

const CREATE = { value: 'create', label: 'Create another account', iconName: 'add-plus' } as const;

/** Chooses among one's accounts, or creates another one. */
export function AccountSelector() {
  const { id, name, me } = useAccount();
  const { page } = useAddress();
  const navigate = useNavigate();
  const options = me.memberships.map(({ accountId, accountName, role }) => ({
    value: accountId,
    label: accountName,
    description: roleNames[role],
  }));
  return (
    <span className="selector" title={name}>
      <Select
        ariaLabel="Account"
        selectedOption={{ value: id, label: name }}
        options={[...options, CREATE]}
        expandToViewport
        onChange={({ detail: { selectedOption } }) => {
          const { value = id } = selectedOption;
          if (value === CREATE.value) void navigate('/create-account');
          else if (value !== id) void navigate(`/${value}/${isOfAccount(page) ? page : ''}`);
        }}
      />
    </span>
  );
}
