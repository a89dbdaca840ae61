import { expect, test } from "vitest";
import { people } from "../simulation/people.ts";
import type { Opened } from "./describe-in-browser.ts";

/** Tests of the tab where replies are written by hand. */
export function testPagePlayground({ booted, visit }: Opened): void {
  test("a reply is drawn as it is written, and each of its problems is told with its path", async (context) => {
    const { page } = await visit(context);
    await page.getByRole("tab", { name: "Playground" }).click();
    const panel = page.getByRole("tabpanel", { name: "Playground" });
    const field = panel.getByRole("textbox", { name: "Reply as JSON" });
    await panel.getByText("Cliq shows this reply.").waitFor();
    const reply = JSON.parse(await field.inputValue()) as { card: { title: string }; buttons: { label: string }[] };
    expect(await panel.locator(".card-title").textContent()).toBe(reply.card.title);

    const longer = { ...reply, card: { title: "t".repeat(201) }, buttons: [...reply.buttons, { type: "+" }] };
    await field.fill(JSON.stringify({ output: longer }));
    await panel.getByText("Cliq does not show this reply: 3 problems.").waitFor();
    expect(await panel.locator(".play-problems code").allTextContents()).toEqual([
      "card.title",
      "buttons[2].label",
      "buttons[2].action",
    ]);
    expect(await panel.getByRole("region", { name: "Builder code" }).count()).toBe(0);
    await field.fill('{"text": ');
    await panel.getByText("This is not JSON").waitFor();
    expect(await panel.locator(".play-drawn").textContent()).toBe("");
    await page.reload();
    await page.getByRole("tab", { name: "Playground" }).click();
    expect(await field.inputValue()).toBe('{"text": ');
  });

  test("the reply of a click opens in the playground, as the conversation shows it and as code", async (context) => {
    booted().simulation.say(people.scott.id, "To be played with");
    const { page, choose } = await visit(context);
    const reply = await choose("To be played with", "Keep row");
    await page.getByRole("button", { name: "Open in playground" }).click();
    const panel = page.getByRole("tabpanel", { name: "Playground" });
    await panel.locator(".card-title", { hasText: "Row kept" }).waitFor();
    // In the conversation, arrow keys lead to what a reply holds.
    const inConversation = (await reply.locator(".reply-content .drawn").innerHTML()).replaceAll(' tabindex="-1"', "");
    expect(await panel.locator(".play-drawn .drawn").innerHTML()).toBe(inConversation);
    const code = panel.getByRole("region", { name: "Builder code" });
    expect(await code.textContent()).toMatch(/^import \{ .*card.* \} from ".*";\n\nreturn card\(\{/u);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await panel.getByRole("button", { name: "Copy builder code" }).click();
    await page.getByText("Copied").waitFor({ state: "attached" });
    expect((await page.evaluate(() => navigator.clipboard.readText())).trimEnd()).toBe(await code.textContent());
    await panel.getByRole("button", { name: "Copy JSON" }).click();
    const source = await panel.getByRole("textbox", { name: "Reply as JSON" }).inputValue();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText()), { timeout: 25_000 }).toBe(source);
  });
}
