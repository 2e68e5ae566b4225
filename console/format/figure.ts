const grouped = new Intl.NumberFormat('en-GB');

/** A number with separators: “32,768”. */
export const figure = (count: number): string => grouped.format(count);
