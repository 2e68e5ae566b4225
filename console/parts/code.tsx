import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

/** Lines of code, which the keyboard can scroll. @param label their name for screen readers */
export const Code = ({ label, children }: { label: string; children: string }) => (
  <pre className="code" tabIndex={0} aria-label={label}>
    {children}
  </pre>
);

export const CopyCode = ({ code }: { code: string }) => (
  <CopyToClipboard
    variant="button"
    copyButtonText="Copy the code"
    textToCopy={code}
    copySuccessText="Copied"
    copyErrorText="Couldn't copy: select the text and copy it yourself"
  />
);
