import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useNavigate } from 'react-router-dom';
import { useConnection } from '../../api/provider.tsx';
import { afterUnsaved } from '../../form/unsaved.ts';
import { looks, useLook, type Look } from '../look.ts';

const PROFILE = 'profile';
const SIGN_OUT = 'sign-out';

interface Props {
  /** The user's role here: “Admin”. */
  readonly as: string;
  /** The address of the user's profile. It is in an account, and so does not exist everywhere. */
  readonly profile?: string;
}

/** The user, the appearance, and sign-out. */
export function UserMenu({ as, profile }: Props) {
  const { session } = useConnection();
  const navigate = useNavigate();
  const [look, setLook] = useLook();
  return (
    <ButtonDropdown
      variant="icon"
      iconName="user-profile"
      expandToViewport
      ariaLabel={`You: ${session.name}`}
      items={[
        {
          text: `${session.name} · ${as}`,
          items: [
            ...(profile === undefined
              ? []
              : [{ id: PROFILE, text: 'Your profile', secondaryText: session.email, href: profile }]),
            { id: SIGN_OUT, text: 'Sign out' },
          ],
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
      ]}
      onItemFollow={(event) => {
        event.preventDefault();
        void navigate(event.detail.href ?? '/');
      }}
      onItemClick={({ detail: { id } }) => {
        if (id === PROFILE) return;
        if (id === SIGN_OUT) afterUnsaved(() => void session.signOut());
        else setLook(id as Look);
      }}
    />
  );
}
