import { expect, test } from "vitest";
import { people } from "../simulation/people.ts";
import type { Opened } from "./describe-in-browser.ts";

/** Tests of what the menu says of actions that are not in it. */
export function testPageWhyNot({ booted, visit }: Opened): void {
  test("the menu itself says why each action that is registered is not in it, and leads to what is registered", async (context) => {
    const { page, message } = await visit(context);
    const admin = booted().cliq.model.actAs(people.priya);
    const hers = admin.create(
      { name: "Her own", hint: "Made by a test", scope: "personal", message_types: ["attachment"] },
      Date.now(),
    );
    context.onTestFinished(() => admin.remove(hers.id, Date.now()));
    await message("gateway-timeouts.log").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Why not the other 5?" }).click();
    const menu = page.getByRole("menu", { name: "Not offered here" });
    await menu.waitFor();
    const entries = await menu.getByRole("menuitem").allInnerTexts();
    const onWords = "It is for text; this message is of the type attachment.";
    expect(entries.map((entry) => entry.split("\n").slice(-2))).toEqual([
      ["Ask form", onWords],
      ["Call API", onWords],
      ["Echo", onWords],
      ["Run script", onWords],
      ["Her own", "It is personal: only Priya Nair sees it, and this is Scott Fisher."],
      ["Show what is registered"],
    ]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("tabpanel", { name: "Actions" }).getByText("Her own").waitFor();
  });
}
