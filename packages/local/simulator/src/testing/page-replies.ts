import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { people } from "../simulation/people.ts";
import type { Opened } from "./describe-in-browser.ts";
import { registerByHand } from "./register-by-hand.ts";

/** Tests of what happens when a person chooses an action, up to what it left behind. */
export function testPageReplies({ booted, visit }: Opened): void {
  const register = (name: string, address: string): { remove(): void } => registerByHand(booted(), name, address);

  test("right-click, choose: the card appears, and the row behind it", async (context) => {
    const { page, choose } = await visit(context, { stay: true });
    const reply = await choose("Here is where we stand", "Keep row");
    expect(await reply.locator(".card-title").textContent()).toBe("Row kept");
    expect(await reply.textContent()).toContain("Three customers are blocked");

    await page.getByRole("tab", { name: /^Rows/u }).click();
    const row = page.locator(".row", { hasText: "Here is where we stand" });
    expect(await row.textContent()).toContain("Scott Fisher");
    const tables = (await booted().simulation.stores.read()).filter(({ kind }) => kind === "table");
    expect(tables).toMatchObject([{ slug: "keep-row", label: "Rows" }]);
  });

  test("a second person's click on the same message is answered by what is there, and in their language's event", async (context) => {
    const { page, choose } = await visit(context);
    await page.locator(".person", { hasText: "Amira Benali" }).click();
    const reply = await choose("Here is where we stand", "Keep row");
    expect(await reply.textContent()).toContain("Already kept by Scott Fisher");
    await page.getByRole("tabpanel", { name: "Inspector" }).getByText('"fr"').first().waitFor();
    await page.locator(".person", { hasText: "Kenji Sato" }).click();
    expect(await reply.isVisible()).toBe(false);
  });

  test("select three messages, choose: the object exists and can be read", async (context) => {
    const { page, message, reply } = await visit(context);
    const before = await page.locator(".object").count();
    await message("invoice-error.png").focus();
    await page.keyboard.press("Space");
    for (const text of ["El cliente pregunta", "La guía para descargar"])
      await message(text)
        .locator(".markup")
        .click({ position: { x: 8, y: 8 } });
    expect(await page.locator(".selection-count").textContent()).toBe("3 selected");
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await page.getByRole("menu").waitFor();
    expect(await page.getByRole("menuitem").locator(".menu-label").allTextContents()).toEqual([
      "Store file",
      "Why not the other 5?",
      "Take out of selection",
      "Copy text",
    ]);
    await page.getByRole("menuitem", { name: "Store file" }).click();
    expect(await (await reply("Store file")).textContent()).toContain("Stored 3 messages");

    await page.getByRole("tab", { name: /^Files/u }).click();
    await expect.poll(() => page.locator(".object").count(), { timeout: 25_000 }).toBe(before + 1);
    const newest = page.locator(".object").first();
    await newest.locator("summary").click();
    await newest.getByText("El cliente pregunta").waitFor();
    const [bucket] = (await booted().simulation.stores.read()).filter(({ kind }) => kind === "bucket");
    expect(bucket).toMatchObject({ slug: "store-file", label: "Files" });
  });

  test("the menu is what Cliq offers for this message, and says why when that is nothing", async (context) => {
    const { page, message } = await visit(context, { stay: true });
    await message("gateway-timeouts.log").click({ button: "right" });
    await page.getByRole("menu").waitFor();
    const labels = page.getByRole("menuitem").locator(".menu-label");
    expect(await labels.allTextContents()).toEqual(["Keep row", "Store file", "Why not the other 4?", "Select"]);
    await page.keyboard.press("Escape");
    await message("Oui, je les appelle").click({ button: "right" });
    await page.getByRole("menu").waitFor();
    expect(await labels.allTextContents()).toEqual([
      "Ask form",
      "Call API",
      "Echo",
      "Keep row",
      "Run script",
      "Store file",
      "Select",
      "Copy text",
    ]);
    await page.keyboard.press("Escape");
    const admin = booted().cliq.model.actAs(people.scott);
    const ids = booted()
      .cliq.model.actions()
      .map(({ id }) => id);
    for (const id of ids) admin.setStatus(id, "disabled", Date.now());
    await message("gateway-timeouts.log").click({ button: "right" });
    expect(await page.getByRole("menu").textContent()).toContain(
      "No action that Scott may use works on messages of this type (attachment).",
    );
    for (const id of ids) admin.setStatus(id, "enabled", Date.now());
  });

  test("an answer Cliq cannot show is explained instead of invented", async (context) => {
    const { page, choose } = await visit(context, { stay: true });
    const webhooks = booted().cliq.model.actions();
    const address = webhooks.find(({ executionUrl }) => executionUrl !== undefined)?.executionUrl ?? "";
    const mistyped = register("Mistyped", address.replace(/[^/]+$/u, "wrong-credential-wrong-credential"));
    const reply = await choose("Oui, je les appelle", "Mistyped");
    expect(await reply.locator(".problem").textContent()).toBe(
      "The action answered HTTP 401. It did not believe the request: a wrong credential, or a time too far from its own. What Cliq shows a person in this case is not documented.",
    );
    expect(await page.locator(".history-row").first().textContent()).toContain("401");
    mistyped.remove();
  });

  test("a Deluge action is offered, and choosing it says that its script runs inside Zoho", async (context) => {
    const { choose } = await visit(context, { stay: true });
    const reply = await choose("Oui, je les appelle", "Run script");
    expect(await reply.textContent()).toContain("Run script is a Deluge script: it runs inside Zoho, and not here.");
  });

  test("a failure banner stays until it is closed, and in the conversation", async (context) => {
    const { page, choose } = await visit(context, { stay: true });
    const failing = createServer((_, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ output: { type: "banner", status: "failure", text: "Nothing to do here" } }));
    });
    await once(failing.listen(0, "127.0.0.1"), "listening");
    const { port } = failing.address() as AddressInfo;
    const fails = register("Always fails", `http://127.0.0.1:${port}/actions/fails/credential`);
    await choose("Oui, je les appelle", "Always fails");
    const banner = page.locator(".banner-strip").getByRole("alert");
    await banner.waitFor();
    expect(await page.locator(".reply .banner-failure").count()).toBe(1);
    await page.getByRole("button", { name: "Close this banner" }).click();
    expect(await banner.count()).toBe(0);
    fails.remove();
    failing.close();
  });

  test("what people write is text, whatever it looks like", async (context) => {
    const { page, choose } = await visit(context, { stay: true });
    const field = page.getByRole("textbox", { name: "Message #support" });
    await field.fill("<img src=x onerror=alert(1)> *bold*");
    await page.keyboard.press("Enter");
    await page.getByText("<img src=x onerror=alert(1)>").waitFor();
    const reply = await choose("onerror", "Keep row");
    expect(await reply.textContent()).toContain("<img src=x onerror=alert(1)>");
    expect(await page.locator(".conversation img").count()).toBe(0);
  });
}
