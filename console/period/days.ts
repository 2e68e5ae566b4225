/** Days as a date field has them, `2026-02-03`, on one clock or another. */
export interface Days {
  /** The day that runs. */
  readonly today: () => string;
  /** When a day begins, in milliseconds. */
  readonly beginningOf: (day: string) => number;
}

const DAY_MS = 86_400_000;

/** On the clock of whoever looks. */
export const localDays: Days = {
  today() {
    const now = new Date();
    return dayAt(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
  },
  beginningOf: (day) => new Date(`${day}T00:00:00`).getTime(),
};

export const utcDays: Days = {
  today: () => dayAt(Date.now()),
  beginningOf: Date.parse,
};

/** The day that lies so many days after another one. */
export const shifted = (day: string, by: number): string => dayAt(Date.parse(day) + by * DAY_MS);

/** How many days there are from the first to the last, both counted. */
export const daysFrom = (first: string, last: string): number =>
  (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;

/** Whether what was typed is a day. */
export const isDay = (typed: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(typed) && !Number.isNaN(Date.parse(typed)) && shifted(typed, 0) === typed;

const dayAt = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
