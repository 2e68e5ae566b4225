/**
 * As the `ref` of what is in a dialog: puts the focus there, once the dialog has put it on its close button.
 * @param find where to, within the element
 */
export const focusOnOpen =
  (find: (within: HTMLElement) => HTMLElement | null) => (within: HTMLElement | null) => {
    if (within !== null) requestAnimationFrame(() => find(within)?.focus());
  };

/** The first thing to fill in: whoever opens a form goes on typing. */
export const firstField = (form: HTMLElement): HTMLElement | null =>
  form.querySelector('input:not([type=file]), textarea, button[aria-haspopup]');

export const firstButton = (within: HTMLElement): HTMLElement | null => within.querySelector('button');

/** The first field that was refused. */
export function focusFirstProblem(form: HTMLElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
}
