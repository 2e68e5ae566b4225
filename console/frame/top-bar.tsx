import Button from '@cloudscape-design/components/button';
import { Link } from 'react-router-dom';
import { AccountSelector } from './account-selector.tsx';
import { EnvironmentSelector } from './environment-selector.tsx';
import { Mark } from './mark.tsx';
import { usePaths } from '../place/paths.ts';
import { Finder } from '../finder/finder.tsx';
import { UserMenu } from './user-menu.tsx';

interface Props {
  readonly isOpen: boolean;
  /** Shows the list of pages, or puts it away: where the screen is narrow it lies over the page. */
  readonly onToggle: () => void;
}

/** The bar at the top of every page: where one works, from the account to the environment, and who one is. */
export function TopBar({ isOpen, onToggle }: Props) {
  const { toEnvironment } = usePaths();
  return (
    <header className="top-bar">
      <span className="pages-toggle">
        <Button
          variant="icon"
          iconName={isOpen ? 'close' : 'menu'}
          ariaLabel={isOpen ? 'Close the list of pages' : 'Open the list of pages'}
          ariaExpanded={isOpen}
          onClick={onToggle}
        />
      </span>
      <Link className="home" to={toEnvironment('calls')} aria-label="Berth">
        <Mark />
        <span className="word">Berth</span>
      </Link>
      <span className="place">
        <AccountSelector />
        <span className="separator" aria-hidden="true">
          /
        </span>
        <EnvironmentSelector />
      </span>
      <Finder />
      <UserMenu />
    </header>
  );
}
