/** In place of a name: the id. As long as the name may still come it takes one line, as a name does. */
export const IdInstead = ({ id, isPending }: { id: string; isPending: boolean }) => (
  <code {...(isPending && { className: 'name-cut coming' })}>{id}</code>
);

/** A name that somebody chose, cut where there is no room for all of it. */
export const Name = ({ text }: { text: string }) => (
  <span className="name-cut" title={text}>
    {text}
  </span>
);
