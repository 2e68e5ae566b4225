/** A name that somebody chose, cut where there is no room for all of it. */
export const Name = ({ text }: { text: string }) => (
  <span className="name-cut" title={text}>
    {text}
  </span>
);
