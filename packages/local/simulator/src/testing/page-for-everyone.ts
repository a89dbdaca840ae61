import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Opened } from "./describe-in-browser.ts";
import { findFaintText } from "./find-faint-text.ts";
import { findLabelDefects } from "./find-label-defects.ts";

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");

/** Tests of the page without a pointer, without sharp eyes, and in other colours. */
export function testPageForEveryone({ visit }: Opened): void {
  test("all of it works from the keyboard", async (context) => {
    const { page, reply } = await visit(context);
    for (let presses = 0; presses < 12 && !(await focused(page)).startsWith("Amira Benali, "); presses++)
      await page.keyboard.press("Tab");
    expect(await focused(page)).toMatch(/^Amira Benali, \d\d:\d\d: Oui, je les appelle/u);
    await page.keyboard.press("Home");
    expect(await focused(page)).toMatch(/^Priya Nair, \d\d:\d\d: Morning everyone/u);
    await page.keyboard.press("ArrowDown");
    const message = await focused(page);
    expect(message).toMatch(/^Lucía Ortega/u);

    for (const open of ["Shift+F10", "ContextMenu", "Enter"]) {
      await page.keyboard.press(open);
      await page.getByRole("menu").waitFor();
      await page.keyboard.press("Escape");
      expect(await page.getByRole("menu").count()).toBe(0);
      expect(await focused(page)).toBe(message);
    }
    await page.keyboard.press("Enter");
    await page.getByRole("menu").waitFor();
    await page.keyboard.press("End");
    expect(await focused(page)).toContain("Copy text");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("k");
    expect(await focused(page)).toContain("Keep row");
    await page.keyboard.press("Enter");
    expect(await (await reply("Keep row")).textContent()).toContain("Un cliente de Madrid");
    await expect
      .poll(() => page.locator("#announcements").textContent())
      .toMatch(/^Keep row has answered: Row kept\. Buenos días\. Un cliente .*Buttons: Copy its key\.$/u);
  });

  test("Tab leads through one message only, however many replies there are", async (context) => {
    const { page, choose, message } = await visit(context, { stay: true });
    for (const action of ["Keep row", "Store file"]) await choose("I can reproduce it", action);
    await message("Oui, je les appelle").focus();
    const reached = (): Promise<number> =>
      page.evaluate(
        () =>
          [...document.querySelectorAll<HTMLElement>(".conversation *")].filter(({ tabIndex }) => tabIndex === 0)
            .length,
      );
    // The message, the quotation in it, and its menu's button.
    expect(await reached()).toBe(3);
    await page.locator("article.reply:not([hidden])").last().focus();
    expect(await reached()).toBeLessThan(6);
  });

  test("who wants no motion is led to a quoted message at once", async (context) => {
    const { page, message } = await visit(context, { stay: true });
    await page.evaluate(() => {
      Element.prototype.scrollIntoView = (options?: boolean | ScrollIntoViewOptions) => {
        document.body.dataset["behavior"] = typeof options === "object" ? options.behavior : "";
      };
    });
    await message("même problème chez nous").locator(".quote").click();
    expect(await focused(page)).toMatch(/^Lucía Ortega/u);
    expect(await page.evaluate(() => document.body.dataset["behavior"])).toBe("instant");
    await page.reload();
    await page.locator("article").first().waitFor();
  });

  test("focus is always visible", async (context) => {
    const { page } = await visit(context, { stay: true });
    for (let presses = 0; presses < 14; presses++) {
      await page.keyboard.press("Tab");
      const seen = await page.evaluate(() => {
        const active = document.activeElement;
        if (active === null || active === document.body) return "nothing";
        const shown = [active, active.closest("label"), active.closest("form")].some(
          (element) => element !== null && getComputedStyle(element).outlineStyle !== "none",
        );
        return shown ? "outlined" : active.outerHTML.slice(0, 80);
      });
      expect(seen).toMatch(/^(?:outlined|nothing)$/u);
    }
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`in ${colorScheme} colours, every control has a name and all text stands out`, async (context) => {
      const { page, choose } = await visit(context, { colorScheme, stay: true });
      await choose("I can reproduce it", "Keep row");
      await choose("Oui, je les appelle", "Echo");
      expect(await findLabelDefects(page)).toEqual([]);
      for (const tab of await page.getByRole("tab").all()) {
        await tab.click();
        expect(await findFaintText(page)).toEqual([]);
      }
      await page.locator("article[data-message]").last().click({ button: "right" });
      await page.getByRole("menu").waitFor();
      expect(await findFaintText(page)).toEqual([]);
      expect(await findLabelDefects(page)).toEqual([]);
    });
  }

  test("the colours someone chose are there again at the next visit", async (context) => {
    const { page } = await visit(context, { colorScheme: "light" });
    await page.getByRole("button", { name: "Switch to dark colours" }).click();
    await page.reload();
    await page.getByRole("button", { name: "Switch to light colours" }).waitFor();
    expect(await page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe("dark");
  });
}
