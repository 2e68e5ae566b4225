/** The reference leaves some buttons that copy its code without a name, of which a screen reader makes “button”. */
export function nameCopyButtons(within: HTMLElement): void {
  const name = () => {
    for (const button of within.querySelectorAll('button.scalar-code-copy:not([aria-label])')) {
      // Some have one that is not displayed.
      button.setAttribute('aria-label', button.textContent.trim() || 'Copy the code');
    }
  };
  new MutationObserver(name).observe(within, { childList: true, subtree: true });
}
