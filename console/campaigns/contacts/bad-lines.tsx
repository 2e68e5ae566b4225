import Alert from '@cloudscape-design/components/alert';
import type { Failure } from '../../api/failure.ts';
import { figure } from '../../format/figure.ts';
import { RequestId } from '../../parts/request-id.tsx';

/** So many characters of a line are enough to find it. */
const MAX_SHOWN = 200;

interface BadLine {
  readonly line: number;
  readonly problem: string;
}

/** Problem with which line: the API names `3.e164`, or `3` for the line as a whole. */
export function badLinesOf({ fields }: Failure): BadLine[] {
  return Object.entries(fields)
    .flatMap(([path, problem]) => {
      const [, line, field] = /^(\d+)(?:\.(.*))?$/.exec(path) ?? [];
      if (line === undefined) return [];
      return [{ line: Number(line), problem: field === undefined ? problem : `${field}: ${problem}` }];
    })
    .toSorted((one, other) => one.line - other.line);
}

interface Props {
  readonly failure: Failure;
  /** What was sent. */
  readonly lines: readonly string[];
}

/** Tells the lines for which an upload was refused, with what stands on them. */
export function BadLines({ failure, lines }: Props) {
  const bad = badLinesOf(failure);
  const { errorCount = bad.length } = failure.document;
  const all = errorCount === 1 ? 'One error was found' : `${figure(errorCount)} errors were found`;
  return (
    <div role="alert">
      <Alert type="error" header={`${all}, so nothing was changed`}>
        <table className="plain bad-lines">
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">Content</th>
              <th scope="col">Problem</th>
            </tr>
          </thead>
          <tbody>
            {bad.map(({ line, problem }) => (
              <tr key={`${line} ${problem}`}>
                <th scope="row">{line}</th>
                <td>
                  <code>{lines[line - 1]?.slice(0, MAX_SHOWN)}</code>
                </td>
                <td>{problem}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {errorCount > bad.length && <p>These are the first {bad.length} of them.</p>}
        <RequestId of={failure} />
      </Alert>
    </div>
  );
}
