/** Whether what was typed is a number that a limit can be. */
export const isWholeNumber = (typed: string): boolean => /^\d{1,9}$/.test(typed.trim());
