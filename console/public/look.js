// Runs before the first paint, so that a dark page does not flash white. frame/look.ts stores the choice.
(() => {
  let chosen;
  try {
    chosen = localStorage.getItem('berth.look');
  } catch {
    // Without storage it follows the system.
  }
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.look =
    chosen === 'dark' || chosen === 'light' ? chosen : isDark ? 'dark' : 'light';
})();
