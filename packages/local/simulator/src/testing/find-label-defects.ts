import type { Page } from "playwright-core";

/** What a person who does not see the page could not make out: controls without a name, doubled ids, references to nothing. */
export async function findLabelDefects(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const describe = (element: Element): string => element.outerHTML.slice(0, 90);
    const nameOf = (element: Element): string =>
      element.getAttribute("aria-label") ??
      element.closest("label")?.textContent?.trim() ??
      (element.textContent?.trim() || (element.querySelector("img")?.alt ?? ""));
    const all = [...document.querySelectorAll("*")];
    const ids = all.map(({ id }) => id).filter((id) => id !== "");
    const references = ["aria-controls", "aria-describedby", "aria-labelledby"];
    return [
      ...all
        .filter((element) =>
          element.matches(
            'button, a, input, select, textarea, [role="menu"], [role="tabpanel"], [role="region"], article, aside, nav, section[aria-label]',
          ),
        )
        .filter(
          (element) =>
            !element.matches('[role="tabpanel"]') && !element.matches(".row, .action-card") && nameOf(element) === "",
        )
        .map((element) => `no name: ${describe(element)}`),
      ...[...document.images]
        .filter((image) => !image.hasAttribute("alt"))
        .map((image) => `no alt: ${describe(image)}`),
      ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `id twice: ${id}`),
      ...references.flatMap((name) =>
        all
          .filter(
            (element) =>
              element.hasAttribute(name) && document.getElementById(element.getAttribute(name) ?? "") === null,
          )
          .map((element) => `${name} leads nowhere: ${describe(element)}`),
      ),
      ...all
        .filter((element) => (element as HTMLElement).tabIndex > 0)
        .map((element) => `jumps the tab order: ${describe(element)}`),
    ];
  });
}
