import Box from '@cloudscape-design/components/box';
import FileDropzone from '@cloudscape-design/components/file-dropzone';
import FileInput from '@cloudscape-design/components/file-input';
import FormField from '@cloudscape-design/components/form-field';
import { figure } from '../../format/figure.ts';
import {
  exampleOf,
  mostBytes,
  mostContacts,
  notYet,
  readContactsFile,
  type ContactsFile,
} from './contacts-file.ts';

interface Props {
  readonly chosen: ContactsFile | undefined;
  readonly onChoose: (chosen: ContactsFile) => void;
}

/** Takes a file that is chosen, or dropped. */
export function FileChoice({ chosen, onChoose }: Props) {
  const choose = ({ detail: { value } }: { detail: { value: File[] } }) => {
    const [file] = value;
    if (file !== undefined) void readContactsFile(file).then(onChoose);
  };
  return (
    <FormField
      label="File"
      constraintText={`CSV or JSON lines, in UTF-8; ${figure(mostContacts)} contacts and ${mostBytes / 1024 / 1024} MiB at most.`}
      errorText={chosen && notYet(chosen)}
      stretch
    >
      <FileDropzone onChange={choose}>
        {/* It keeps nothing, so that a file that was mended can be chosen again under its name. */}
        <FileInput accept=".csv,.txt,.json,.jsonl,.ndjson" value={[]} onChange={choose}>
          {chosen === undefined ? 'Choose a file' : 'Choose another file'}
        </FileInput>
        <span role="status">{chosen === undefined ? 'or drop it here' : <Chosen of={chosen} />}</span>
      </FileDropzone>
    </FormField>
  );
}

function Chosen({ of: { file, contacts } }: { of: ContactsFile }) {
  const form = file.type === 'text/csv' ? 'CSV' : 'JSON lines';
  return (
    <>
      <strong>{file.name}</strong>: {form}, {figure(contacts)} {contacts === 1 ? 'contact' : 'contacts'},{' '}
      {figure(file.size)} bytes
    </>
  );
}

/** What a file must look like, in either form. */
export function Examples() {
  return (
    <div className="examples">
      <Example of="CSV" text={exampleOf('text/csv')}>
        The first line names the fields.
      </Example>
      <Example of="JSON lines" text={exampleOf('application/x-ndjson')}>
        One object on each line.
      </Example>
      <Box fontSize="body-s" color="text-body-secondary">
        <code>e164</code> is the number in its international form, no number twice; <code>name</code> may be
        left empty.
      </Box>
    </div>
  );
}

function Example({ of, text, children }: { of: string; text: string; children: string }) {
  return (
    <figure className="example">
      <figcaption>
        <strong>{of}</strong> <span className="soft">{children}</span>
      </figcaption>
      <pre className="code" tabIndex={0} aria-label={`Example of ${of}`}>
        {text.trimEnd()}
      </pre>
    </figure>
  );
}
