import { expect, test } from "vitest";
import type { Opened } from "./describe-in-browser.ts";

/** Tests of where people write, what, and how it changes. */
export function testPageChats({ booted, visit }: Opened): void {
  const eventOf = (): { params: { access: object; chat?: object; message?: object } } => {
    const report = booted().simulation.state().history.at(-1);
    return JSON.parse(report?.request.body ?? "{}") as { params: { access: object } };
  };

  test("a direct chat and a thread are there for who is in them, and a click there says where it was", async (context) => {
    const { page, message, choose } = await visit(context);
    const chats = page.getByRole("list", { name: "Chats" }).getByRole("button");
    expect(await chats.allInnerTexts()).toEqual(["support", "Invoices time out", "Amira Benali"]);
    await chats.nth(2).click();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Amira Benali");
    expect(await message("Oui, je les appelle").isVisible()).toBe(false);
    const [channel, thread, direct] = booted().simulation.state().chats;
    const reply = await choose("Tu as deux minutes", "Echo");
    expect(await reply.textContent()).toContain("Tu as deux minutes");
    expect(eventOf().params.access).toMatchObject({ chat_id: direct?.id });
    await chats.nth(0).click();
    expect(await page.locator("article.reply", { hasText: "Tu as deux minutes" }).isVisible()).toBe(false);
    await chats.nth(1).click();
    await choose("facturas pequeñas", "Echo");
    expect(eventOf().params.access).toMatchObject({ chat_id: thread?.id, parent_chat_id: channel?.id });

    await chats.nth(2).click();
    await page.locator(".person", { hasText: "Priya Nair" }).click();
    expect(await chats.allInnerTexts()).toEqual(["support"]);
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("support");
    await message("Oui, je les appelle").waitFor();
  });

  test("a bot and a guest are told from members, and text runs from right to left where it has to", async (context) => {
    const { page, message, choose } = await visit(context, { stay: true });
    await page.locator(".person", { hasText: "Scott Fisher" }).click();
    const byBot = message("is on its way to production");
    expect(await byBot.locator(".message-head").innerText()).toMatch(/^Deploy Bot\s+bot/u);
    const byGuest = message("صباح الخير");
    expect(await byGuest.locator(".message-head").innerText()).toMatch(/^Noor Haddad\s+guest/u);
    const sides = await byGuest.locator(".markup p").evaluate((paragraph) => getComputedStyle(paragraph).direction);
    expect(sides).toBe("rtl");
    const reply = await choose("is on its way to production", "Echo");
    expect(await reply.textContent()).toContain("is on its way to production");
    expect(eventOf().params.message).toMatchObject({ sender: { name: "Deploy Bot" } });
  });

  test("a file of one's own is told by name, type and size, and an action gets it", async (context) => {
    const { page, message, choose } = await visit(context, { stay: true });
    await page.getByRole("textbox", { name: "Message #support" }).fill("The plan");
    const file = { name: "plan.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n") };
    await page.getByLabel("File to attach").setInputFiles(file);
    await message("plan.csv").waitFor();
    expect(await message("plan.csv").locator(".file-facts").textContent()).toBe("text/csv · 8 B");
    expect(await message("plan.csv").textContent()).toContain("The plan");
    await choose("plan.csv", "Store file");
    expect(eventOf().params.message).toMatchObject({
      type: "file",
      content: { file: { name: "plan.csv", type: "text/csv", dimensions: { size: 8 } }, comment: "The plan" },
    });
  });

  test("a message names its sender when the one above it is gone, and stays selected when it is changed", async (context) => {
    const { page, message } = await visit(context, { stay: true });
    const { simulation } = booted();
    const priya = simulation.state().people.find(({ name }) => name === "Priya Nair")?.id ?? "";
    const first = simulation.say(priya, "one of a group");
    const second = simulation.say(priya, "two of a group");
    const senders = (text: string): Promise<string[]> => message(text).locator(".message-sender").allTextContents();
    await message("two of a group").waitFor();
    expect(await senders("two of a group")).toEqual([]);
    simulation.remove(priya, first.id);
    await message("one of a group").waitFor({ state: "detached" });
    expect(await senders("two of a group")).toEqual(["Priya Nair"]);
    simulation.remove(priya, second.id);
    const third = simulation.say(priya, "three of a group");
    await message("three of a group").waitFor();
    expect(await senders("three of a group")).toEqual(["Priya Nair"]);

    await message("three of a group").click({ button: "right" });
    await page.getByRole("menuitem", { name: /^Select/u }).click();
    simulation.edit(priya, third.id, "three, in other words");
    expect(await message("three, in other words").getByRole("checkbox").isChecked()).toBe(true);
    simulation.remove(priya, third.id);
    await message("three, in other words").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Cancel" }).click();
  });

  test("one's own message is changed and deleted, on every page, and nobody else's is", async (context) => {
    const { page, message, choose } = await visit(context, { stay: true });
    const field = page.getByRole("textbox", { name: "Message #support" });
    await field.fill("A frist draft");
    await page.keyboard.press("Enter");
    await message("A frist draft").locator(".markup").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Edit message" }).click();
    const editing = page.getByRole("textbox", { name: "Edit your message" });
    expect(await editing.inputValue()).toBe("A frist draft");
    await editing.fill("A first draft");
    await page.keyboard.press("Enter");
    await message("A first draft").waitFor();
    expect(await page.getByText("A frist draft").count()).toBe(0);
    expect(await (await choose("A first draft", "Echo")).textContent()).toContain("A first draft");

    await message("A first draft").locator(".markup").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Delete message" }).click();
    await message("A first draft").waitFor({ state: "detached" });
    expect(
      booted()
        .simulation.state()
        .messages.some(({ text }) => text === "A first draft"),
    ).toBe(false);
    await message("Oui, je les appelle").locator(".markup").click({ button: "right" });
    await page.getByRole("menu").waitFor();
    expect(await page.getByRole("menuitem", { name: /^(?:Edit|Delete)/u }).count()).toBe(0);
    await page.keyboard.press("Escape");
  });
}
