import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

/** A value in the type of code, with a button that copies it. */
export function Copyable({ text, what, cut = false }: { text: string; what: string; cut?: boolean }) {
  return (
    <CopyToClipboard
      variant="inline"
      textToCopy={text}
      textToDisplay={cut ? <Cut text={text} /> : <code>{text}</code>}
      copyButtonAriaLabel={`Copy ${what} ${text}`}
      copySuccessText="Copied"
      copyErrorText="Could not be copied"
    />
  );
}

/** The length of a prefix such as `agt_`. */
const PREFIX = 4;
/** This much of the end of an ID is enough to recognise it. */
const TOLD_APART = 6;

/** An ID in little space: its beginning and its end. The whole ID is copied, found by a search, and read out. */
export const Cut = ({ text }: { text: string }) => (
  <code className="cut" title={text}>
    <span aria-hidden="true">
      {text.slice(0, PREFIX)}…{text.slice(-TOLD_APART)}
    </span>
    <span className="visually-hidden">{text}</span>
  </code>
);
