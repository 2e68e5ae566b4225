import type { Spread } from '../measure/statistics.ts';

/** Readable on light and dark pages, because text and lines follow the reader's preference. */
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #333 }
  .title { font-size: 14px; font-weight: 600 }
  .axis { stroke: #999; stroke-width: 1 }
  .grid { stroke: #ddd; stroke-width: 1 }
  .whisker { stroke: #333; stroke-width: 1.5 }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd }
    .axis { stroke: #777 }
    .grid { stroke: #444 }
    .whisker { stroke: #ddd }
  }`;

/** Distinct for the colour-blind, on white and on black. */
const COLOURS = ['#0072b2', '#e69f00', '#cc79a7', '#009e73', '#56b4e9', '#d55e00', '#999999'];
const colour = (index: number): string => COLOURS[index % COLOURS.length] ?? '#999999';

const WIDTH = 760;
const HEIGHT = 340;
const plot = { left: 64, right: 16, top: 44, bottom: 78 };
const innerWidth = WIDTH - plot.left - plot.right;
const innerHeight = HEIGHT - plot.top - plot.bottom;

export interface BarChart {
  readonly title: string;
  readonly groups: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly Spread[] }[];
}

/** Bars for the medians, whiskers for the middle half. */
export function bars({ title, groups, series }: BarChart): string {
  const top = niceTop(Math.max(...series.flatMap(({ values }) => values.map(({ high }) => high || 0))));
  const y = (value: number) => plot.top + innerHeight * (1 - value / top);
  const groupWidth = innerWidth / groups.length;
  const barWidth = (groupWidth * 0.8) / series.length;
  const drawn = series.flatMap(({ values }, at) =>
    values.flatMap((value, group) => {
      if (!Number.isFinite(value.median)) return [];
      const x = plot.left + group * groupWidth + groupWidth * 0.1 + at * barWidth;
      const middle = x + barWidth / 2;
      return [
        `<rect x="${n(x)}" y="${n(y(value.median))}" width="${n(barWidth * 0.9)}" height="${n(plot.top + innerHeight - y(value.median))}" fill="${colour(at)}"/>`,
        `<line class="whisker" x1="${n(middle)}" x2="${n(middle)}" y1="${n(y(value.low))}" y2="${n(y(value.high))}"/>`,
      ];
    }),
  );
  const under = groups.map((group, at) =>
    text(plot.left + (at + 0.5) * groupWidth, plot.top + innerHeight + 18, group, 'middle'),
  );
  return document(title, [...scale(top, y), ...drawn, ...under, ...legend(series.map(({ name }) => name))]);
}

export interface LineChart {
  readonly title: string;
  readonly unit: string;
  /** Drawn at equal distances, because they grow by a factor. */
  readonly at: readonly (number | string)[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

export function lines({ title, unit, at, series }: LineChart): string {
  const top = niceTop(Math.max(...series.flatMap(({ values }) => values.filter(Number.isFinite))));
  const y = (value: number) => plot.top + innerHeight * (1 - value / top);
  const x = (index: number) => plot.left + (innerWidth * (index + 0.5)) / at.length;
  const drawn = series.flatMap(({ values }, which) => {
    const points = values
      .map((value, index) => [x(index), y(value)] as const)
      .filter(([, py]) => Number.isFinite(py));
    return [
      `<polyline fill="none" stroke="${colour(which)}" stroke-width="2.5" points="${points.map(([px, py]) => `${n(px)},${n(py)}`).join(' ')}"/>`,
      ...points.map(([px, py]) => `<circle cx="${n(px)}" cy="${n(py)}" r="3.5" fill="${colour(which)}"/>`),
    ];
  });
  const under = at.map((label, index) =>
    text(
      x(index),
      plot.top + innerHeight + 18,
      typeof label === 'number' ? label.toLocaleString('en-US') : label,
      'middle',
    ),
  );
  return document(`${title} (${unit})`, [
    ...scale(top, y),
    ...drawn,
    ...under,
    ...legend(series.map(({ name }) => name)),
  ]);
}

/** The next 1, 2 or 5 with zeros. */
function niceTop(value: number): number {
  if (!(value > 0)) return 1;
  const unit = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 2.5, 5, 10].find((step) => step * unit >= value) ?? 10) * unit;
}

function scale(top: number, y: (value: number) => number): string[] {
  return [0, 0.25, 0.5, 0.75, 1].flatMap((share) => {
    const at = y(top * share);
    return [
      `<line class="${share === 0 ? 'axis' : 'grid'}" x1="${plot.left}" x2="${WIDTH - plot.right}" y1="${n(at)}" y2="${n(at)}"/>`,
      text(plot.left - 8, at + 4, (Math.round(top * share * 100) / 100).toLocaleString('en-US'), 'end'),
    ];
  });
}

function legend(names: readonly string[]): string[] {
  const columns = Math.min(4, names.length);
  const width = innerWidth / columns;
  return names.flatMap((name, index) => {
    const x = plot.left + (index % columns) * width;
    const y = HEIGHT - 38 + Math.floor(index / columns) * 20;
    return [
      `<rect x="${n(x)}" y="${y - 10}" width="12" height="12" fill="${colour(index)}"/>`,
      text(x + 18, y, name, 'start'),
    ];
  });
}

function text(x: number, y: number, content: string, anchor: string): string {
  return `<text x="${n(x)}" y="${n(y)}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

const escaped = (content: string): string =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const n = (value: number): string => String(Math.round(value * 10) / 10);

function document(title: string, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">`,
    `<style>${STYLE}\n</style>`,
    `<text class="title" x="${plot.left}" y="24">${escaped(title)}</text>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}
