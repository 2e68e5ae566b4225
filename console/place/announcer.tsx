import { useEffect } from 'react';

/**
 * Sets the title of the tab, and announces it to screen readers: after a click in the list of pages nothing else would.
 * @param title from the most specific part on
 */
export function Announcer({ title: parts }: { title: readonly (string | undefined)[] }) {
  const title = parts.filter((part) => part !== undefined).join(' · ');
  useEffect(() => {
    document.title = `${title} · Berth`;
  }, [title]);
  return (
    <div className="visually-hidden" role="status">
      {title}
    </div>
  );
}
