import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useNavigate } from 'react-router-dom';
import { roleNames, useAccount } from '../account/account.ts';
import { useConnection } from '../api/provider.tsx';
import { usePaths } from '../place/paths.ts';
import { looks, useLook, type Look } from './look.ts';

const PROFILE = 'profile';
const SIGN_OUT = 'sign-out';

/** Who one is, how it all looks, and the way out. */
export function UserMenu() {
  const { session } = useConnection();
  const { role } = useAccount();
  const navigate = useNavigate();
  const { toAccount } = usePaths();
  const [look, setLook] = useLook();
  return (
    <ButtonDropdown
      variant="icon"
      iconName="user-profile"
      expandToViewport
      ariaLabel={`You: ${session.name}`}
      items={[
        {
          id: 'me',
          text: session.name,
          secondaryText: `${session.email} · ${roleNames[role]}`,
          disabled: true,
        },
        {
          text: 'Appearance',
          items: Object.entries(looks).map(([id, text]) => ({
            id,
            text,
            itemType: 'checkbox' as const,
            checked: id === look,
          })),
        },
        { id: PROFILE, text: 'Your profile', href: toAccount('settings/profile') },
        { id: SIGN_OUT, text: 'Sign out', iconName: 'external' },
      ]}
      onItemFollow={(event) => {
        event.preventDefault();
        void navigate(toAccount('settings/profile'));
      }}
      onItemClick={({ detail: { id } }) => {
        if (id === PROFILE) return;
        if (id === SIGN_OUT) void session.signOut();
        else setLook(id as Look);
      }}
    />
  );
}
