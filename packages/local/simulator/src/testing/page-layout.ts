import { expect, test } from "vitest";
import type { Opened } from "./describe-in-browser.ts";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** Tests of where things are on the page, on a desk and on a phone. */
export function testPageLayout({ visit }: Opened): void {
  test("on a phone nothing is cut off, a long press opens the menu, and the panels are a sheet", async (context) => {
    const { page, message, reply } = await visit(context, phone);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await message("Oui, je les appelle").scrollIntoViewIfNeeded();
    const box = await message("Oui, je les appelle").boundingBox();
    const touch = await page.context().newCDPSession(page);
    await touch.send("Input.dispatchTouchEvent", {
      type: "touchStart",
      touchPoints: [{ x: (box?.x ?? 0) + 100, y: (box?.y ?? 0) + 40 }],
    });
    await page.getByRole("menu").waitFor();
    // A busy machine takes the end of the press for a tap on whatever lies under the finger by then.
    await page.getByRole("menuitem").first().dispatchEvent("click", { detail: 1 });
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    const isWithinScreen = async (): Promise<boolean> => {
      const { x, width } = (await page.getByRole("menu").boundingBox()) ?? { x: -1, width: 0 };
      return x >= 0 && x + width <= 360;
    };
    // It is put where it fits once it is there to be measured.
    await expect.poll(isWithinScreen, { timeout: 25_000 }).toBe(true);
    await page.getByRole("menuitem", { name: "Keep row" }).tap();
    await reply("Keep row");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const inspector = page.getByRole("tabpanel", { name: "Inspector" });
    expect(await inspector.isVisible()).toBe(false);
    await page.getByRole("button", { name: "Inspect this invocation" }).last().tap();
    await inspector.waitFor();
    const tab = page.getByRole("tab", { name: "Inspector" });
    const ways = {
      button: () => page.getByRole("button", { name: "Close the panel" }).tap(),
      Escape: () => page.keyboard.press("Escape"),
      "a tap beside it": () => page.locator(".chat-header").tap({ position: { x: 4, y: 4 } }),
    };
    for (const [way, close] of Object.entries(ways)) {
      if (!(await inspector.isVisible())) await tab.tap();
      await inspector.waitFor();
      await close();
      await inspector.waitFor({ state: "hidden" }).catch(() => expect.fail(`not closed by ${way}`));
    }
  });

  test("a finger finds the menu's button on each message, and words that fit it", async (context) => {
    const { page, message } = await visit(context, { ...phone, stay: true });
    const words = page.getByText(/Press and hold a message|Right-click a message/u);
    expect(await words.evaluateAll((all) => all.map((each) => getComputedStyle(each).display))).toEqual([
      "none",
      "inline",
    ]);
    await message("Oui, je les appelle").scrollIntoViewIfNeeded();
    await message("Oui, je les appelle")
      .getByRole("button", { name: /^Actions for the message/u })
      .tap();
    await page.getByRole("menuitem", { name: "Keep row" }).waitFor();
    await page.keyboard.press("Escape");
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
    await choose("Oui, je les appelle", "Store file");
    expect((await last.boundingBox())?.height).toBe(height);
  });
}
