import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation';
import { useNavigate } from 'react-router-dom';
import { roleNames, useAccount } from '../account/account.ts';
import { useConnection } from '../api/provider.tsx';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { isOfAccount, useAddress } from './address.ts';
import { useLook } from './look.ts';
import { usePaths } from './paths.ts';

/** The bar at the top of every page: where one works, and who one is. */
export function TopBar() {
  const navigate = useNavigate();
  const { toEnvironment } = usePaths();
  const environments = useEnvironmentSelector();
  const accounts = useAccountSwitcher();
  const user = useUserMenu();
  const [look, setLook] = useLook();
  const other = look === 'dark' ? 'light' : 'dark';

  return (
    <div id="top">
      <TopNavigation
        identity={{
          href: toEnvironment('calls'),
          title: 'Berth',
          logo: { src: '/favicon.svg', alt: 'Logo' },
          onFollow: (event) => {
            event.preventDefault();
            void navigate(toEnvironment('calls'));
          },
        }}
        utilities={[
          environments,
          ...accounts,
          {
            type: 'button',
            iconSvg: look === 'dark' ? <Sun /> : <Moon />,
            ariaLabel: `Switch to the ${other} look`,
            title: `Switch to the ${other} look`,
            onClick: () => setLook(other),
          },
          user,
        ]}
      />
    </div>
  );
}

const MANAGE = 'manage';

function useEnvironmentSelector(): TopNavigationProps.MenuDropdownUtility {
  const navigate = useNavigate();
  const { toAccount } = usePaths();
  const { all, current, choose } = useEnvironments();
  const text = current.hidden ? `${current.name} (hidden)` : current.name;
  return {
    type: 'menu-dropdown',
    text,
    title: 'Environment',
    ariaLabel: `Environment: ${text}`,
    description: 'Every page shows this environment',
    iconName: 'group',
    disableUtilityCollapse: true,
    disableTextCollapse: true,
    items: [
      ...all
        .filter(({ hidden }) => !hidden)
        .map(({ id, name }) => ({
          id,
          text: name,
          itemType: 'checkbox' as const,
          checked: id === current.id,
        })),
      { id: MANAGE, text: 'Manage environments', href: toAccount('settings/environments') },
    ],
    onItemClick: ({ detail }) => {
      if (detail.id !== MANAGE) choose(detail.id);
    },
    onItemFollow: (event) => {
      event.preventDefault();
      void navigate(toAccount('settings/environments'));
    },
  };
}

/** For people in several accounts. */
function useAccountSwitcher(): TopNavigationProps.MenuDropdownUtility[] {
  const { id, name, me } = useAccount();
  const { page } = useAddress();
  const navigate = useNavigate();
  if (me.memberships.length < 2) return [];
  return [
    {
      type: 'menu-dropdown',
      text: name,
      title: 'Account',
      ariaLabel: `Account: ${name}`,
      iconName: 'multiscreen',
      items: me.memberships.map(({ accountId, accountName, role }) => ({
        id: accountId,
        text: accountName,
        secondaryText: roleNames[role],
        itemType: 'checkbox' as const,
        checked: accountId === id,
      })),
      onItemClick: ({ detail }) => void navigate(`/${detail.id}/${isOfAccount(page) ? page : ''}`),
    },
  ];
}

function useUserMenu(): TopNavigationProps.MenuDropdownUtility {
  const { session } = useConnection();
  const { name, role } = useAccount();
  return {
    type: 'menu-dropdown',
    text: session.name,
    title: session.name,
    ariaLabel: `You: ${session.name}`,
    description: `${session.email} · ${roleNames[role]} of ${name}`,
    iconName: 'user-profile',
    items: [{ id: 'sign-out', text: 'Sign out' }],
    onItemClick: () => void session.signOut(),
  };
}

const Sun = () => (
  <svg viewBox="0 0 16 16" aria-hidden="true">
    <circle cx="8" cy="8" r="3" />
    <path d="M8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.5 1.5M11.5 11.5 13 13M3 13l1.5-1.5M11.5 4.5 13 3" />
  </svg>
);

const Moon = () => (
  <svg viewBox="0 0 16 16" aria-hidden="true">
    <path d="M13.5 9.5A6 6 0 0 1 6.5 2.500a6 6 0 1 0 7 7Z" />
  </svg>
);
