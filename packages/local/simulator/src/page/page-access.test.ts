import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { findFaintWords } from "./contrast.fixture.ts";
import { findLabelDefects } from "./labels.fixture.ts";
import { describeInBrowser } from "./open-page.fixture.ts";

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");

await describeInBrowser("the page for everyone", ({ visit }) => {
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
    await page.keyboard.press("c");
    expect(await focused(page)).toContain("Create ticket");
    await page.keyboard.press("Enter");
    expect(await (await reply("Create ticket")).textContent()).toContain("Un cliente de Madrid");
    await expect.poll(() => page.locator("#announcements").textContent()).toBe("Create ticket has answered");
  });

  test("focus is always visible", async (context) => {
    const { page } = await visit(context);
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
    test(`in ${colorScheme} colours, every control has a name and all words stand out`, async (context) => {
      const { page, choose } = await visit(context, { colorScheme });
      await choose("I can reproduce it", "Create ticket");
      await choose("Oui, je les appelle", "Translate");
      expect(await findLabelDefects(page)).toEqual([]);
      for (const tab of await page.getByRole("tab").all()) {
        await tab.click();
        expect(await findFaintWords(page)).toEqual([]);
      }
      await page.locator("article[data-message]").last().click({ button: "right" });
      await page.getByRole("menu").waitFor();
      expect(await findFaintWords(page)).toEqual([]);
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

  test("on a phone nothing is cut off, a long press opens the menu, and the panels are a sheet", async (context) => {
    const { page, message, reply } = await visit(context, {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await message("Oui, je les appelle").scrollIntoViewIfNeeded();
    const box = await message("Oui, je les appelle").boundingBox();
    const touch = await page.context().newCDPSession(page);
    await touch.send("Input.dispatchTouchEvent", {
      type: "touchStart",
      touchPoints: [{ x: (box?.x ?? 0) + 100, y: (box?.y ?? 0) + 40 }],
    });
    await page.getByRole("menu").waitFor();
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    const menu = await page.getByRole("menu").boundingBox();
    expect((menu?.x ?? -1) >= 0 && (menu?.x ?? 0) + (menu?.width ?? 999) <= 360).toBe(true);
    await page.getByRole("menuitem", { name: "Create ticket" }).tap();
    await reply("Create ticket");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const inspector = page.getByRole("tabpanel", { name: "Inspector" });
    expect(await inspector.isVisible()).toBe(false);
    await page.getByRole("button", { name: "Inspect this invocation" }).last().tap();
    await inspector.waitFor();
    await page.getByRole("button", { name: "Close the panel" }).tap();
    await inspector.waitFor({ state: "hidden" });
  });

  test("nothing moves under the pointer: not by hovering, selecting, running or switching panels", async (context) => {
    const { page, choose, message } = await visit(context);
    const places = async (): Promise<string[]> =>
      await page.evaluate(() =>
        Array.from(document.querySelectorAll("article[data-message], .chat-header, .chat-foot, .tab-list"), (part) => {
          const { x, y, width, height } = part.getBoundingClientRect();
          return [part.getAttribute("data-message") ?? part.className, x, y, width, height].join(" ");
        }),
      );
    const last = message("Oui, je les appelle");
    await last.scrollIntoViewIfNeeded();
    const before = await places();
    await last.hover();
    expect(await places()).toEqual(before);
    await last.focus();
    await page.keyboard.press("Space");
    await page.locator(".selection-bar").waitFor();
    expect(await places()).toEqual(before);
    await page.keyboard.press("Escape");
    await page.getByRole("tab", { name: "Actions" }).click();
    expect(await places()).toEqual(before);

    await last.hover();
    const { height } = (await last.boundingBox()) ?? {};
    await choose("Oui, je les appelle", "Archive");
    expect((await last.boundingBox())?.height).toBe(height);
  });
});
