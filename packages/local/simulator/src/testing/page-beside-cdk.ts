import { expect, test } from "vitest";
import type { Opened } from "./describe-in-browser.ts";

/** What the page shows of a stack that goes away beside it: the last test of all, for nothing works after it. */
export function testPageBesideCdk({ booted, visit }: Opened): void {
  test("a stack that is destroyed in a terminal meanwhile is shown as gone when somebody looks again", async (context) => {
    const { page, message } = await visit(context);
    const { aws, stack } = booted();
    const panel = page.getByRole("tabpanel", { name: "Actions" });
    await page.getByRole("tab", { name: "Actions" }).click();
    await panel.getByText("CREATE_COMPLETE").waitFor();
    expect(await page.getByRole("tab").count()).toBeGreaterThan(2);

    await aws.destroy(stack.stackName);
    await page.evaluate(() => void window.dispatchEvent(new Event("focus")));
    await panel.getByText("The stack was destroyed: deploy it again").waitFor();
    await expect.poll(() => page.getByRole("tab").count(), { timeout: 25_000 }).toBe(2);
    await message("Oui, je les appelle").locator(".markup").last().click({ button: "right" });
    await page.getByText("No message action is registered in this organisation.").waitFor();
  });
}
