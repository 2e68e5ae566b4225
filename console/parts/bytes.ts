const encoder = new TextEncoder();

/** How long a text is in UTF-8. */
export const bytesIn = (text: string): number => encoder.encode(text).length;

const grouped = new Intl.NumberFormat('en-GB');

/** “32,768”. */
export const figure = (count: number): string => grouped.format(count);
