import type { AnswerTo } from '../api/call.ts';

type Hour = AnswerTo<'getEnvironmentUsage'>['items'][number];

const HEIGHT = 140;
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/**
 * The peaks of the last hours against the limit, with the starts that were refused on top: what is over the line is what
 * a higher limit would have let in. A picture for who sees; the same figures in a table for who does not.
 */
export function UsageChart({ hours, limit }: { hours: readonly Hour[]; limit: number }) {
  const top = Math.max(1, limit, ...hours.map(({ peak, refused }) => peak + refused)) * 1.05;
  const height = (calls: number) => (calls * HEIGHT) / top;
  const width = 100 / Math.max(1, hours.length);
  return (
    <figure className="usage">
      <div className="chart" aria-hidden="true">
        <div className="limit" style={{ insetBlockEnd: `${height(limit)}px` }}>
          <span>Limit {limit}</span>
        </div>
        {hours.map(({ at, peak, refused }) => (
          <div
            key={at}
            className="hour"
            style={{ inlineSize: `${width}%` }}
            title={`${clock.format(new Date(at))}: peak ${peak}, refused ${refused}`}
          >
            <div className="refused" style={{ blockSize: `${height(refused)}px` }} />
            <div className="peak" style={{ blockSize: `${height(peak)}px` }} />
          </div>
        ))}
      </div>
      <div className="hours" aria-hidden="true">
        {hours
          .filter((_, index) => index % 6 === 0)
          .map(({ at }) => (
            <span key={at}>{clock.format(new Date(at))}</span>
          ))}
        <span>now</span>
      </div>
      <figcaption>
        <span className="swatch peak" aria-hidden="true" /> Peak of the hour{' '}
        <span className="swatch refused" aria-hidden="true" /> Refused in the hour
      </figcaption>
      <table className="visually-hidden">
        <caption>Calls by hour; the limit is {limit}</caption>
        <thead>
          <tr>
            <th scope="col">Hour</th>
            <th scope="col">Peak</th>
            <th scope="col">Refused</th>
          </tr>
        </thead>
        <tbody>
          {hours.map(({ at, peak, refused }) => (
            <tr key={at}>
              <th scope="row">{clock.format(new Date(at))}</th>
              <td>{peak}</td>
              <td>{refused}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
