// Before the first paint: the theme that was chosen, and the language that was chosen for the home page.
// A file of its own, so that a policy without inline scripts holds.
(function () {
  const root = document.documentElement;
  root.dataset.scripted = '';
  try {
    const theme = localStorage.getItem('kleber.theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    // Only from the English home page, which is where an address without a path leads.
    if (root.dataset.home === 'en' && localStorage.getItem('kleber.language') === 'de') location.replace('./de/');
  } catch {
    // This browser keeps nothing: the system's theme, the page's language.
  }
})();
