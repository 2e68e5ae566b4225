/** Shown instead of a name: the id. As long as the name may still be loaded it takes one line, as a name does. */
export const IdInstead = ({ id, isPending }: { id: string; isPending: boolean }) => (
  <code {...(isPending && { className: 'name-cut coming' })}>{id}</code>
);

/** A name that somebody chose, cut where there is not enough space. */
export const Name = ({ text, title = text }: { text: string; title?: string }) => (
  <span className="name-cut" title={title}>
    {text}
  </span>
);
