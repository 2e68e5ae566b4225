import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

/** A value in the type of code, with a button that copies it. */
export function Copyable({ text, what }: { text: string; what: string }) {
  return (
    <CopyToClipboard
      variant="inline"
      textToCopy={text}
      textToDisplay={<code>{text}</code>}
      copyButtonAriaLabel={`Copy ${what} ${text}`}
      copySuccessText="Copied"
      copyErrorText="Could not be copied"
    />
  );
}
