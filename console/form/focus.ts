/**
 * As the `ref` of something in a dialog: moves the focus there, after the dialog has put it on its close button.
 * @param find finds the element to focus
 */
export const focusOnOpen =
  (find: (within: HTMLElement) => HTMLElement | null) => (within: HTMLElement | null) => {
    if (within !== null) requestAnimationFrame(() => find(within)?.focus());
  };

/** The first field, so that one can start typing at once. */
export const firstField = (form: HTMLElement): HTMLElement | null =>
  form.querySelector('input, textarea, button[aria-haspopup]');

export const firstButton = (within: HTMLElement): HTMLElement | null => within.querySelector('button');

/** The first field that was refused. */
export function focusFirstProblem(form: HTMLElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
}
