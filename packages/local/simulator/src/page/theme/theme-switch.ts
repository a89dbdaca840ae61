import { announce } from "../dom/announce.ts";
import { element } from "../dom/element.ts";
import { icon } from "../dom/icon.ts";
import { applyTheme } from "./apply-theme.ts";

/** A button between light and dark; until it is pressed, the page follows the system. */
export function themeSwitch(): HTMLButtonElement {
  const button = element("button", { class: "icon-button theme-switch", type: "button" });
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = (): boolean => {
    const chosen = document.documentElement.dataset["theme"];
    return chosen === "dark" || (chosen !== "light" && system.matches);
  };
  const draw = (): void => {
    const label = isDark() ? "Switch to light colours" : "Switch to dark colours";
    button.setAttribute("aria-label", label);
    button.title = label;
    button.replaceChildren(icon(isDark() ? "sun" : "moon"));
  };
  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    applyTheme(theme);
    localStorage.setItem("theme", theme);
    announce(`${theme === "dark" ? "Dark" : "Light"} colours`);
    draw();
  });
  system.addEventListener("change", draw);
  draw();
  return button;
}
