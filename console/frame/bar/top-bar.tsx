import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { Mark } from './mark.tsx';

interface Props {
  /** The link of the mark. */
  readonly home: string;
  readonly isOpen: boolean;
  /** Shows or hides the list of pages: where the screen is narrow it lies over the page. */
  readonly onToggle: () => void;
  /** The current account, environment and user. */
  readonly children: ReactNode;
}

/** The bar at the top of every page. */
export const TopBar = ({ home, isOpen, onToggle, children }: Props) => (
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
    <Link className="home" to={home} aria-label="Berth">
      <Mark />
      <span className="word">Berth</span>
    </Link>
    {children}
  </header>
);
