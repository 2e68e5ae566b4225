import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { roleNames, useAccount } from '../account/account.ts';
import { useConnection } from '../api/provider.tsx';
import { looks, useLook, type Look } from './look.ts';

const SIGN_OUT = 'sign-out';

/** Who one is, how it all looks, and the way out. */
export function UserMenu() {
  const { session } = useConnection();
  const { role } = useAccount();
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
        { id: SIGN_OUT, text: 'Sign out', iconName: 'external' },
      ]}
      onItemClick={({ detail: { id } }) => {
        if (id === SIGN_OUT) void session.signOut();
        else setLook(id as Look);
      }}
    />
  );
}
