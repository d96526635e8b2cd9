/* Runs before the first paint, so that a chosen theme does not flash; everything else is a module. */
(() => {
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  try {
    const theme = localStorage.getItem("site:theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch (error) {
    if (error.name !== "SecurityError") throw error;
  }
})();
