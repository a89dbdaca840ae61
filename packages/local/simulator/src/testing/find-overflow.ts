import type { Page } from "playwright-core";

/** What is cut off, scrolls sideways without being meant to, or scrolls within something that scrolls. */
export async function findOverflow(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const describe = (element: Element): string => `<${element.tagName.toLowerCase()} class="${element.className}">`;
    /** A table of an answer keeps its columns. */
    const scrollsSideways = ".table-scroll";
    const isScroller = (element: Element): boolean =>
      /auto|scroll/u.test(getComputedStyle(element).overflowY) && element.scrollHeight > element.clientHeight + 1;
    const found: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push("the document scrolls sideways");
    if (document.documentElement.scrollHeight > innerHeight + 1) found.push("the document scrolls");
    for (const element of document.body.querySelectorAll("*:not(option)")) {
      if (!(element instanceof HTMLElement) || !element.checkVisibility({ visibilityProperty: true })) continue;
      // Of one pixel is what only people who listen get.
      if (element.closest(".visually-hidden") !== null || element.offsetWidth === 1) continue;
      const { overflowX, textOverflow, display } = getComputedStyle(element);
      const isWide = display !== "inline" && element.scrollWidth > element.clientWidth + 1;
      if (isWide && overflowX !== "visible" && textOverflow !== "ellipsis" && !element.matches(scrollsSideways))
        found.push(`${overflowX === "hidden" ? "cuts off" : "scrolls sideways"}: ${describe(element)}`);
      const box = element.getBoundingClientRect();
      if (element.closest(scrollsSideways) === null && (box.left < -1 || box.right > innerWidth + 1))
        found.push(`out of the window: ${describe(element)}`);
      if (element.matches(".sheet, [role=menu], .banner") && (box.top < -1 || box.bottom > innerHeight + 1))
        found.push(`out of the window: ${describe(element)}`);
      const { overflowY, maxHeight } = getComputedStyle(element);
      if (overflowY === "visible" && maxHeight !== "none" && element.scrollHeight > element.clientHeight + 1)
        found.push(`spills out: ${describe(element)}`);
      if (!isScroller(element)) continue;
      for (let outer = element.parentElement; outer !== null; outer = outer.parentElement)
        if (isScroller(outer)) found.push(`scrolls within what scrolls: ${describe(element)} in ${describe(outer)}`);
    }
    return [...new Set(found)];
  });
}
