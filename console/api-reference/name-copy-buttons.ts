/** Names buttons of the reference that copy code. Without a name, a screen reader says only “button”. */
export function nameCopyButtons(within: HTMLElement): void {
  const name = () => {
    for (const button of within.querySelectorAll('button.scalar-code-copy:not([aria-label])')) {
      // Some have a name that is not displayed.
      button.setAttribute('aria-label', button.textContent.trim() || 'Copy the code');
    }
  };
  new MutationObserver(name).observe(within, { childList: true, subtree: true });
}
