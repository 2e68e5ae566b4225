import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { saveFile } from '../../api/save-file.ts';
import { figure } from '../../format/figure.ts';
import type { BadLine } from './mapping.ts';
import { fileOfBadLines } from './upload.ts';

/** How many are shown; the file has all. */
const MAX_SHOWN = 8;

interface Props {
  readonly bad: readonly BadLine[];
  readonly columns: readonly string[];
  readonly fileName: string;
}

/** The lines that are not contacts, with their content and the reason. */
export function BadLines({ bad, columns, fileName }: Props) {
  const lines = bad.length === 1 ? 'line has a problem' : 'lines have a problem';
  return (
    <div role="alert">
      <Alert
        type="warning"
        header={`${figure(bad.length)} ${lines}`}
        action={
          <Button
            formAction="none"
            iconName="download"
            onClick={() => saveFile(fileOfBadLines(columns, bad, fileName))}
          >
            Download these lines
          </Button>
        }
      >
        <div className="scrolls">
          <table className="plain bad-lines">
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col">Content</th>
                <th scope="col">Problem</th>
              </tr>
            </thead>
            <tbody>
              {bad.slice(0, MAX_SHOWN).map(({ line, cells, problem }) => (
                <tr key={line}>
                  <th scope="row">{line}</th>
                  <td>
                    <code>{cells.join(', ')}</code>
                  </td>
                  <td>{problem}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {bad.length > MAX_SHOWN && <p>And {figure(bad.length - MAX_SHOWN)} more, in the file.</p>}
      </Alert>
    </div>
  );
}
