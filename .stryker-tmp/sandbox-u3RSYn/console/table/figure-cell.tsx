import { figure } from '../format/figure.ts';

/** A number in a column of numbers: its digits stand below each other. */
export const Figure = ({ of }: { of: number }) => <span className="figure-cell">{figure(of)}</span>;
