import { join } from "node:path";
import { expect, test } from "vitest";
import { people } from "../simulation/people.ts";
import { describeInBrowser } from "./open-page.fixture.ts";

const screenshot = join(import.meta.dirname, "..", "..", "..", "..", "docs", "page.png");

await describeInBrowser("the page over the real stack", ({ booted, visit }) => {
  test("right-click, Create ticket: the card and the ticket row appear", async (context) => {
    const { page, choose } = await visit(context);
    const reply = await choose("Here is where we stand", "Create ticket");
    const title = (await reply.locator(".card-title").textContent()) ?? "";
    expect(title).toMatch(/^Ticket #\w{4}-\w{4} created$/u);
    expect(await reply.getByRole("row").allTextContents()).toContainEqual(
      expect.stringContaining("scott.fisher@example.com"),
    );
    if (process.env["UPDATE_SCREENSHOT"] === "1") await page.screenshot({ path: screenshot });

    await page.getByRole("tab", { name: /Tickets/u }).click();
    const row = page.locator(".row").first();
    expect(await row.textContent()).toContain(title.split(" ")[1]?.slice(1));
    expect(await row.textContent()).toContain("Scott Fisher");
    const [table] = (await booted().simulation.stores.read()).filter(({ kind }) => kind === "table");
    expect(table).toMatchObject({ slug: "create-ticket", rows: [expect.objectContaining({ status: "open" })] });
  });

  test("a second person's click on the same message says who made the ticket", async (context) => {
    const { page, choose } = await visit(context);
    await page.getByText("Amira Benali", { exact: true }).first().click();
    const reply = await choose("Here is where we stand", "Create ticket");
    expect(await reply.textContent()).toMatch(/already/iu);
    expect(await reply.textContent()).toContain("Scott Fisher");
  });

  test("select three messages, Archive: the objects exist and can be read", async (context) => {
    const { page, message, reply } = await visit(context);
    await message("invoice-error.png").focus();
    await page.keyboard.press("Space");
    for (const words of ["El cliente pregunta", "La guía para descargar"])
      await message(words).locator(".words").click();
    expect(await page.locator(".selection-count").textContent()).toBe("3 selected");
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await page.getByRole("menu").waitFor();
    expect(await page.getByRole("menuitem").locator(".menu-label").allTextContents()).toEqual([
      "Archive",
      "Take out of selection",
      "Copy text",
    ]);
    await page.getByRole("menuitem", { name: "Archive" }).click();
    expect(await (await reply("Archive")).locator(".card-title").textContent()).toBe("Archived 3 messages");

    await page.getByRole("tab", { name: /^Archive/u }).click();
    const transcript = page.locator(".object", { hasText: "transcript.md" });
    await transcript.locator("summary").click();
    await transcript.getByText("El cliente pregunta").waitFor();
    const [bucket] = (await booted().simulation.stores.read()).filter(({ kind }) => kind === "bucket");
    expect(bucket).toMatchObject({ slug: "archive", objects: [{}, {}] });
  });

  test("Translate answers in the person's language, and only they see it", async (context) => {
    const { page, choose } = await visit(context);
    await page.getByText("Amira Benali", { exact: true }).first().click();
    const reply = await choose("Incident page", "Create ticket").then(() => choose("I can reproduce it", "Translate"));
    const words = (await reply.locator(".reply-content").textContent()) ?? "";
    expect(words).toContain("GET /invoices/2026-10/4711");
    expect(words).toContain("invoice-service");
    expect(words).not.toContain("I can reproduce it");
    await page.getByRole("tabpanel", { name: "Inspector" }).getByText('"fr"').first().waitFor();
    await page.getByText("Kenji Sato", { exact: true }).first().click();
    expect(await reply.isVisible()).toBe(false);
  });

  test("the inspector has the exact exchange, and keeps the credential to itself until asked", async (context) => {
    const { page, choose } = await visit(context);
    await choose("gateway-timeouts.log", "Archive");
    const inspector = page.getByRole("tabpanel", { name: "Inspector" });
    const credential =
      booted()
        .cliq.model.actions()
        .find(({ name }) => name === "Archive")
        ?.executionUrl?.split("/")
        .at(-1) ?? "";
    expect(credential.length).toBeGreaterThan(20);
    expect(await inspector.textContent()).not.toContain(credential);
    await inspector.getByRole("button", { name: "Show the credential" }).click();
    expect(await inspector.locator(".address").textContent()).toContain(credential);

    const body = inspector.getByRole("region", { name: "Request body" });
    expect(JSON.parse((await body.textContent()) ?? "")).toMatchObject({
      type: "messageaction",
      params: { message: { type: "file" } },
    });
    await inspector.getByRole("button", { name: "Raw" }).first().click();
    expect(await body.textContent()).not.toContain("\n");
    expect(await inspector.locator(".timing").textContent()).toMatch(/ms as Cliq saw it, (?:cold start|warm)/u);
    expect(await inspector.getByRole("region", { name: "Log lines" }).textContent()).toContain("archive");
    expect(await inspector.locator(".headers").nth(1).textContent()).toContain("apigw-requestid");
  });

  test("replies and their invocations are there again when the page is opened again", async (context) => {
    const { page, choose } = await visit(context);
    const reply = await choose("Buenos días", "Create ticket");
    const title = await reply.locator(".card-title").textContent();
    const before = await page.locator(".history-row").count();
    await page.reload();
    await page.locator("article").first().waitFor();
    expect(await page.locator("article.reply").last().locator(".card-title").textContent()).toBe(title);
    expect(await page.locator(".history-row").count()).toBe(before);
  });

  test("the menu is what Cliq offers for this message, and says why when that is nothing", async (context) => {
    const { page, message } = await visit(context);
    await message("gateway-timeouts.log").click({ button: "right" });
    await page.getByRole("menu").waitFor();
    const labels = page.getByRole("menuitem").locator(".menu-label");
    expect(await labels.allTextContents()).toEqual(["Archive", "Create ticket", "Select"]);
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

  test("a failure banner stays until it is closed, and in the conversation", async (context) => {
    const { page, choose } = await visit(context);
    await page.getByRole("textbox", { name: "Message #support" }).fill("\u200B\u2060 \u200B");
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Message #support" }).fill("<img src=x onerror=alert(1)> *bold*");
    await page.keyboard.press("Enter");
    await page.getByText("<img src=x onerror=alert(1)>").waitFor();
    expect(await page.locator(".conversation img").count()).toBe(0);
    const article = page.locator("article[data-message]").nth(-2);
    await article.click({ button: "right" });
    await page.getByRole("menuitem", { name: "Create ticket" }).click();
    const banner = page.getByRole("alert");
    await banner.waitFor();
    expect(await page.locator(".reply .banner-failure").count()).toBe(1);
    await page.getByRole("button", { name: "Close this banner" }).click();
    expect(await banner.count()).toBe(0);
    expect(await (await choose("onerror", "Create ticket")).locator(".card-title").textContent()).toContain("created");
  });

  test("an answer Cliq cannot show is explained instead of invented", async (context) => {
    const { page, choose } = await visit(context);
    const address =
      booted()
        .cliq.model.actions()[0]
        ?.executionUrl?.replace(/[^/]+$/u, "wrong-credential-wrong-credential") ?? "";
    const admin = booted().cliq.model.actAs(people.scott);
    const fields = {
      name: "Mistyped",
      hint: "Has a wrong credential",
      scope: "organization" as const,
      message_types: ["text" as const],
    };
    const { id } = admin.create({ ...fields, execution_type: "webhook", execution_url: address }, Date.now());
    const reply = await choose("Oui, je les appelle", "Mistyped");
    expect(await reply.locator(".problem").textContent()).toBe(
      "The action answered HTTP 401. It did not believe the request: a wrong credential, or a time too far from its own. What Cliq shows a person in this case is not documented.",
    );
    expect(await page.locator(".history-row").first().textContent()).toContain("401");
    admin.remove(id, Date.now());
  });
});
