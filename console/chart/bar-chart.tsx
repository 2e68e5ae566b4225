import CloudscapeBarChart from '@cloudscape-design/components/bar-chart';
import { figure } from '../format/figure.ts';
import type { CallOutcome } from '../history/outcome.tsx';
import { useLeads, type LeadsTo } from './use-leads.tsx';

export interface Series<Step> {
  readonly name: string;
  readonly colour: 'peak' | 'refused' | 'expired';
  readonly valueOf: (step: Step) => number;
  /** The outcome of the calls that it counts, where they have one. */
  readonly outcome?: CallOutcome;
}

interface Props<Step> {
  /** What the bars show. */
  readonly caption: string;
  /** Whether the caption is shown above the bars, when nothing else names them. */
  readonly isTitled?: boolean;
  /** From the oldest to the newest. */
  readonly steps: readonly Step[];
  /** Stacked, from the bottom up. */
  readonly series: readonly Series<Step>[];
  /** The name of a step. No two have the same. */
  readonly nameOf: (step: Step) => string;
  readonly format?: (value: number) => string;
  /** A line to compare the bars with. */
  readonly limit?: number | undefined;
  /** The address of the calls of a bar, or of those with this outcome. */
  readonly leadsTo?: LeadsTo<Step> | undefined;
}

const HEIGHT = 180;
/** Charts below each other begin at the same place: their labels have as many characters, each as wide as a figure. */
const LABEL = 6;
const FIGURE_SPACE = '\u2007';
/** The height of the axis: with fewer, it would count half calls. */
const MIN_HEIGHT = 4;

/** Bars with their figures on hover, touch and focus; the same figures in a table for screen readers. */
export function BarChart<Step>(props: Props<Step>) {
  const { caption, steps, series, nameOf, format = figure, limit, isTitled = false } = props;
  const leads = useLeads(props);
  const sums = steps.map((step) => series.reduce((sum, { valueOf }) => sum + valueOf(step), 0));
  return (
    <figure className="bar-chart" {...leads.handlers}>
      {isTitled && <div className="bar-chart-title">{caption}</div>}
      <CloudscapeBarChart<string>
        {...leads.popover}
        ariaLabel={caption}
        height={HEIGHT}
        stackedBars
        hideFilter
        hideLegend={series.length === 1 && limit === undefined}
        xScaleType="categorical"
        xDomain={steps.map(nameOf)}
        yDomain={[0, Math.max(MIN_HEIGHT, limit ?? 0, ...sums)]}
        i18nStrings={{
          yTickFormatter: (value) =>
            (Number.isInteger(value) ? format(value) : '').padStart(LABEL, FIGURE_SPACE),
        }}
        series={[
          ...series.map(({ name, colour, valueOf }) => ({
            title: name,
            type: 'bar' as const,
            color: `var(--${colour})`,
            valueFormatter: format,
            data: steps.map((step) => ({ x: nameOf(step), y: valueOf(step) })),
          })),
          ...(limit === undefined
            ? []
            : [{ title: 'Limit', type: 'threshold' as const, color: 'var(--limit)', y: limit }]),
        ]}
      />
      <Figures {...props} format={format} />
    </figure>
  );
}

function Figures<Step>({ caption, steps, series, nameOf, format = figure, limit }: Props<Step>) {
  return (
    // A table on its own takes the space of all its rows, hidden or not.
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
            <tr key={nameOf(step)}>
              <th scope="row">{nameOf(step)}</th>
              {series.map(({ name, valueOf }) => (
                <td key={name}>{format(valueOf(step))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
