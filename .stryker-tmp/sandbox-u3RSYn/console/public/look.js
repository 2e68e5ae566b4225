// Before anything is painted: a dark page must not begin with a white one. What is chosen is kept by frame/look.ts.
(() => {
  let chosen;
  try {
    chosen = localStorage.getItem('berth.look');
  } catch {
    // Then it looks as the system does.
  }
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.look =
    chosen === 'dark' || chosen === 'light' ? chosen : isDark ? 'dark' : 'light';
})();
