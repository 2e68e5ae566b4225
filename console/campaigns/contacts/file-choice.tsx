import FileDropzone from '@cloudscape-design/components/file-dropzone';
import FileInput from '@cloudscape-design/components/file-input';
import FormField from '@cloudscape-design/components/form-field';
import { useState } from 'react';
import { figure } from '../../format/figure.ts';
import { readSheet } from './sheet.ts';
import { maxContacts, maxFileBytes, type ChosenFile } from './upload.ts';

interface Props {
  readonly chosen: ChosenFile | undefined;
  readonly onChoose: (chosen: ChosenFile | undefined) => void;
  /** The reason why the content of the file can't be sent, if it can't. */
  readonly problem: string | undefined;
}

/** Takes a file that is chosen, or dropped. */
export function FileChoice({ chosen, onChoose, problem }: Props) {
  const [wrong, setWrong] = useState<string>();
  const [isReading, setIsReading] = useState(false);
  const read = async (file: File): Promise<void> => {
    setIsReading(true);
    try {
      if (file.size > maxFileBytes)
        throw new Error(`The file is larger than ${maxFileBytes / 1024 / 1024} MiB.`);
      onChoose({ name: file.name, sheet: await readSheet(file) });
      setWrong(undefined);
    } catch (thrown) {
      onChoose(undefined);
      setWrong(thrown instanceof Error ? thrown.message : 'The file could not be read.');
    } finally {
      setIsReading(false);
    }
  };
  const choose = ({ detail: { value } }: { detail: { value: File[] } }) => {
    const [file] = value;
    if (file !== undefined) void read(file);
  };
  return (
    <FormField
      label="File"
      constraintText={`An Excel workbook (.xlsx), CSV or JSON lines, up to ${figure(maxContacts)} contacts. Columns may have any names.`}
      errorText={wrong ?? problem}
      stretch
    >
      <FileDropzone onChange={choose}>
        {/* The input is reset, so that a corrected file with the same name can be chosen again. */}
        <FileInput accept=".csv,.tsv,.txt,.xlsx,.json,.jsonl,.ndjson" value={[]} onChange={choose}>
          {chosen === undefined ? 'Choose a file' : 'Choose another file'}
        </FileInput>
        <span role="status">
          {isReading ? (
            'Reading the file'
          ) : chosen === undefined ? (
            'or drop it here'
          ) : (
            <>
              <strong>{chosen.name}</strong>: {figure(chosen.sheet.rows.length)}{' '}
              {chosen.sheet.rows.length === 1 ? 'row' : 'rows'}
            </>
          )}
        </span>
      </FileDropzone>
    </FormField>
  );
}
