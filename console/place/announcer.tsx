import { useEffect } from 'react';
import { useTitle } from './title.ts';

/** Gives the tab its title, and says it: after a click in the list of pages nothing else would. */
export function Announcer() {
  const title = useTitle()
    .filter((part) => part !== undefined)
    .join(' · ');
  useEffect(() => {
    document.title = `${title} · Berth`;
  }, [title]);
  return (
    <div className="visually-hidden" role="status">
      {title}
    </div>
  );
}
