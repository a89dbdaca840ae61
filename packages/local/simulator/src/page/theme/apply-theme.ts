/** Shows the page in `light` or `dark` colours, or in the system's; without an argument, in those chosen before. */
export function applyTheme(theme: string = localStorage.getItem("theme") ?? "system"): void {
  document.documentElement.dataset["theme"] = theme;
}

// The page loads this module ahead of the others and waits for it, so that nothing is painted in the wrong colours.
applyTheme();
