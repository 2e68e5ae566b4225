import { figure } from '../format/figure.ts';

/** A number in a column of numbers, with aligned digits. */
export const Figure = ({ of }: { of: number }) => <span className="figure-cell">{figure(of)}</span>;
