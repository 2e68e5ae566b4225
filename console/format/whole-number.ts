/** Whether a typed text is a number that can be a limit. */
export const isWholeNumber = (typed: string): boolean => /^\d{1,9}$/.test(typed.trim());
