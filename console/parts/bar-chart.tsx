import { figure } from './figure.ts';

export interface Series<Step> {
  readonly name: string;
  readonly colour: 'peak' | 'refused' | 'expired';
  readonly valueOf: (step: Step) => number;
}

interface Props<Step> {
  /** What the bars show, for who only hears of them. */
  readonly caption: string;
  /** From the oldest to the newest. */
  readonly steps: readonly Step[];
  /** One upon the other, from the bottom up. */
  readonly series: readonly Series<Step>[];
  /** How a step is called, at length. */
  readonly nameOf: (step: Step) => string;
  /** The same in as few letters as do, below the bars. */
  readonly shortNameOf: (step: Step) => string;
  readonly format?: (value: number) => string;
  /** A line to hold the bars against. */
  readonly limit?: number | undefined;
}

const HEIGHT = 150;
/** More names would run into one another on a telephone. */
const MOST_NAMES = 5;
/** So many bars have no room between them. */
const MANY = 60;

/**
 * Bars, as many as there are steps, on whatever width. A picture for who sees; the same figures in a table for who does
 * not.
 */
export function BarChart<Step extends { readonly at: string }>({
  caption,
  steps,
  series,
  nameOf,
  shortNameOf,
  format = figure,
  limit,
}: Props<Step>) {
  const sums = steps.map((step) => series.reduce((sum, { valueOf }) => sum + valueOf(step), 0));
  const top = roundAbove(Math.max(limit ?? 0, ...sums));
  const height = (value: number) => `${(value * HEIGHT) / top}px`;
  const namedEvery = Math.ceil(steps.length / MOST_NAMES);
  const inWords = (step: Step) =>
    `${nameOf(step)}: ${series.map(({ name, valueOf }) => `${name.toLowerCase()} ${format(valueOf(step))}`).join(', ')}`;
  return (
    <figure className="bar-chart">
      <div className="plot" style={{ blockSize: `${HEIGHT}px` }} aria-hidden="true">
        {[top, top / 2].map((value) => (
          <div key={value} className="grid" style={{ insetBlockEnd: height(value) }}>
            <span>{format(value)}</span>
          </div>
        ))}
        <div className={steps.length > MANY ? 'bars many' : 'bars'}>
          {steps.map((step) => (
            <div key={step.at} className="bar" title={inWords(step)}>
              {series
                .filter(({ valueOf }) => valueOf(step) > 0)
                .toReversed()
                .map(({ name, colour, valueOf }) => (
                  <div key={name} className={colour} style={{ blockSize: height(valueOf(step)) }} />
                ))}
            </div>
          ))}
        </div>
        {limit !== undefined && (
          <div className="limit" style={{ insetBlockEnd: height(limit) }}>
            <span>Limit {format(limit)}</span>
          </div>
        )}
      </div>
      <div className="names" aria-hidden="true">
        {steps.map(
          (step, index) =>
            index % namedEvery === 0 && (
              <span key={step.at} style={{ insetInlineStart: `${(100 * index) / steps.length}%` }}>
                {shortNameOf(step)}
              </span>
            ),
        )}
      </div>
      {series.length > 1 && (
        <figcaption>
          {series.map(({ name, colour }) => (
            <span key={name}>
              <span className={`swatch ${colour}`} aria-hidden="true" /> {name}
            </span>
          ))}
        </figcaption>
      )}
      {/* A table by itself takes the room of all its rows, hidden or not. */}
      <div className="visually-hidden">
        <table>
          <caption>
            {caption}
            {limit !== undefined && `; the limit is ${format(limit)}`}
          </caption>
          <thead>
            <tr>
              <th scope="col">When</th>
              {series.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={step.at}>
                <th scope="row">{nameOf(step)}</th>
                {series.map(({ name, valueOf }) => (
                  <td key={name}>{format(valueOf(step))}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

/** The least of 2, 4, 6, 10, 20, 40, 60, 100 … that is not exceeded: half of it is a whole number as well. */
function roundAbove(value: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 2, 4, 6, 10].map((step) => step * magnitude).find((step) => step >= Math.max(2, value)) ?? 2;
}
