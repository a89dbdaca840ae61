import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Opened } from "./describe-in-browser.ts";
import { type FunctionEvent, type MadeUpFunctions, startFunctions } from "./start-functions.ts";

const said = "Oui, je les appelle";
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const active = document.activeElement;
    return (active as HTMLInputElement | null)?.labels?.[0]?.textContent ?? active?.textContent ?? "";
  });

/** Tests of buttons and forms, edits of messages, and what comes late. */
export function testPageFunctions({ booted, visit }: Opened): void {
  let functions: MadeUpFunctions | undefined;
  beforeAll(async () => {
    functions = await startFunctions(booted());
  });
  afterAll(async () => await functions?.[Symbol.asyncDispose]());
  const lastEvent = (): FunctionEvent => {
    const event = functions?.events.at(-1);
    if (event === undefined) throw new Error("No event came.");
    return event;
  };
  const dialogOf = (page: Page, name: string): Locator => page.getByRole("dialog", { name });
  const field = (dialog: Locator, label: string): Locator => dialog.getByLabel(label);

  test("a button edits the reply that it stands in, and the next one edits it again", async (context) => {
    const { page, choose } = await visit(context);
    const reply = await choose(said, "Offer buttons");
    expect(await reply.textContent()).toContain("Nobody looks at it yet");
    await reply.getByRole("button", { name: "Acknowledge" }).click();
    await reply.getByText("Somebody looks at it").waitFor();
    expect(await reply.textContent()).not.toContain("Nobody");
    expect(lastEvent()).toMatchObject({
      type: "function",
      name: "Fault seen",
      params: { event: "click", arguments: { ticket: "T-1" }, message: { text: "Nobody looks at it yet" } },
    });
    await expect.poll(() => focused(page)).toBe("Acknowledge");

    await reply.getByRole("button", { name: "Resolve" }).click();
    const confirmation = dialogOf(page, "Resolve the fault?");
    expect(await confirmation.textContent()).toContain("Everybody is told.");
    await page.keyboard.press("Escape");
    await confirmation.waitFor({ state: "detached" });
    expect(await focused(page)).toBe("Resolve");
    await page.keyboard.press("Enter");
    await field(confirmation, "What was it?").fill("A pipe");
    await confirmation.getByRole("button", { name: "Resolve it" }).click();
    await reply.getByText("It is over").waitFor();
    expect(lastEvent().params.arguments).toEqual({ ticket: "T-1", input: { value: "A pipe" } });
    expect(lastEvent().params["message"]).toMatchObject({ text: "Somebody looks at it" });
    expect(await page.locator("article.reply:not([hidden])").filter({ hasText: "It is over" }).count()).toBe(1);

    await page.reload();
    await page.locator("article").first().waitFor();
    expect(await page.locator("article.reply:not([hidden])").last().textContent()).toContain("It is over");
  });

  test("a form tells what is missing beside its field, then what its action finds wrong, and then replies", async (context) => {
    const { page, choose } = await visit(context);
    await choose(said, "Fill a form");
    const dialog = dialogOf(page, "Report a fault");
    await dialog.getByText("Somebody looks at it within the hour.").waitFor();
    expect(await focused(page)).toBe("Title *");
    await dialog.getByRole("button", { name: "Report" }).click();
    await dialog.getByText("Title is needed.").waitFor();
    const title = field(dialog, "Title");
    expect(await title.getAttribute("aria-invalid")).toBe("true");
    const described = (await title.getAttribute("aria-describedby"))?.split(" ") ?? [];
    const words = await Promise.all(described.map((id) => page.locator(`#${id}`).textContent()));
    expect(words).toEqual(["In a few words", "Title is needed."]);
    expect(await focused(page)).toBe("Title *");

    await title.fill("bad");
    await field(dialog, "Severity").selectOption("low");
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Report" }).click();
    await dialog.getByText("Say more than this.").waitFor();
    expect(await dialog.getByRole("alert").textContent()).toBe("This does not work yet.");
    await title.fill("The pump stands still");
    await dialog.getByRole("button", { name: "Report" }).click();
    await dialog.waitFor({ state: "detached" });
    const reply = page.locator("article.reply:not([hidden])").last();
    expect(await reply.textContent()).toContain("Reported: The pump stands still");
    await reply.getByRole("button", { name: "Acknowledge" }).click();
    await reply.getByText("Somebody looks at it").waitFor();
  });

  test("every input arrives as what it is", async (context) => {
    const { page, choose } = await visit(context);
    await choose(said, "Fill a form");
    const dialog = dialogOf(page, "Report a fault");
    await field(dialog, "Title").fill("All of it");
    await field(dialog, "Description").fill("Two\nlines");
    await field(dialog, "Severity").selectOption("low");
    await field(dialog, "Owner").selectOption({ label: "Amira Benali" });
    await field(dialog, "Many").check();
    for (const place of ["Madrid", "Lyon"]) await field(dialog, place).check();
    await dialog.getByRole("switch", { name: "Urgent" }).check();
    await field(dialog, "Number").fill("3");
    await field(dialog, "Since").fill("2026-11-22");
    await field(dialog, "Noticed at").fill("2026-11-22T10:15");
    await field(dialog, "Call back").fill("+34 911 111 111");
    await field(dialog, "Latitude").fill("40.4");
    await field(dialog, "Longitude").fill("-3.7");
    await field(dialog, "Pictures").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.alloc(4) });
    await field(dialog, "Part").selectOption("pump");
    await dialog.getByRole("button", { name: "Report" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(lastEvent().params.form?.values).toEqual({
      title: "All of it",
      words: "Two\nlines",
      severity: { label: "Low", value: "low" },
      owner: { label: "Amira Benali", value: "130720041" },
      seen: { label: "Many", value: "many" },
      places: [
        { label: "Madrid", value: "madrid" },
        { label: "Lyon", value: "lyon" },
      ],
      urgent: true,
      count: "3",
      day: "2026-11-22",
      moment: "2026-11-22T10:15",
      phone: "+34 911 111 111",
      place: { latitude: 40.4, longitude: -3.7, accuracy: 30, status: "granted" },
      files: [expect.objectContaining({ name: "a.png", contenttype: "image/png", size: 4 })],
      part: { label: "Pump", value: "pump" },
      city: { label: "Lyon, FR", value: "lyon, fr" },
      _context: "sealed",
    });
  });

  test("a value changes the form, and keeps what is written in it", async (context) => {
    const { page, choose } = await visit(context);
    await choose(said, "Fill a form");
    const dialog = dialogOf(page, "Report a fault");
    await field(dialog, "Title").fill("Kept");
    await field(dialog, "Severity").selectOption("high");
    await field(dialog, "Who waits").waitFor();
    expect(await field(dialog, "Number").isDisabled()).toBe(true);
    expect(await field(dialog, "Title").inputValue()).toBe("Kept");
    expect(lastEvent()).toMatchObject({
      handler: { type: "form_change_handler" },
      params: { target: { name: "severity", value: { value: "high" } }, form: { action: "change" } },
    });
    await dialog.getByRole("button", { name: "Report" }).click();
    await dialog.getByText("Who waits is needed.").waitFor();
    expect(await focused(page)).toBe("Who waits *");
    await field(dialog, "Severity").selectOption("low");
    await field(dialog, "Who waits").waitFor({ state: "detached" });
    expect(await field(dialog, "Number").isDisabled()).toBe(false);
  });

  test("changes are made in the order of what somebody did, however late one is answered", async (context) => {
    const { page, choose } = await visit(context);
    await choose(said, "Fill a form");
    const dialog = dialogOf(page, "Report a fault");
    let answered = 0;
    page.on("requestfinished", (request) => {
      if (request.postData()?.includes('"do":"change"') === true) answered += 1;
    });
    await field(dialog, "Severity").selectOption("late");
    await field(dialog, "Severity").selectOption("low");
    await expect.poll(() => answered, { timeout: 20_000 }).toBe(2);
    await field(dialog, "Who waits").waitFor({ state: "detached" });
    expect(await field(dialog, "Severity").inputValue()).toBe("low");
  });

  test("whoever is in a field that becomes another one, or goes, stays there in the form", async (context) => {
    const { page, choose } = await visit(context);
    await choose(said, "Fill a form");
    const dialog = dialogOf(page, "Report a fault");
    await field(dialog, "Severity").focus();
    await field(dialog, "Severity").selectOption("other");
    await field(dialog, "How bad").waitFor();
    await expect.poll(() => focused(page)).toContain("How bad");
  });

  test("a form that is closed while it is sent is not cancelled, and the person hears what is wrong with it", async (context) => {
    const { page, choose } = await visit(context);
    await choose(said, "Fill a form");
    const dialog = dialogOf(page, "Report a fault");
    await field(dialog, "Title").fill("late");
    await field(dialog, "Severity").selectOption("low");
    await dialog.getByRole("button", { name: "Report" }).click();
    await dialog.getByRole("progressbar").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    const banner = page.getByRole("alert").filter({ hasText: "Report a fault" });
    await banner.getByText("This does not work yet. Say more than this.").waitFor();
    expect(lastEvent().params.form?.action).toBe("submit");
  });

  test("what is typed into a dynamic select and not chosen sends no form; to empty it is a change", async (context) => {
    const { page, choose } = await visit(context);
    await choose(said, "Fill a form");
    const dialog = dialogOf(page, "Report a fault");
    const box = dialog.getByRole("combobox", { name: "Service" });
    await box.focus();
    await page.keyboard.type("im");
    await page.keyboard.press("Enter");
    await dialog.getByRole("option", { name: "Images" }).waitFor();
    expect(await dialog.getByText("Title is needed.").count()).toBe(0);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const service = (): unknown => lastEvent().params.form?.values["service"];
    await expect.poll(service).toEqual({ label: "Images", value: "images" });
    await box.fill("");
    await expect.poll(service).toBeUndefined();
    expect(lastEvent().handler.type).toBe("form_change_handler");
  });

  test("what is announced while a dialog is open stands where screen readers find it", async (context) => {
    const { page, choose } = await visit(context);
    await choose(said, "Fill a form");
    const dialog = dialogOf(page, "Report a fault");
    await field(dialog, "Severity").selectOption("high");
    await field(dialog, "Who waits").waitFor();
    await expect.poll(() => dialog.getByRole("status").textContent()).toBe("The form has changed");
  });

  test("two quick presses open a confirmation, and do not close it", async (context) => {
    const { page, choose } = await visit(context);
    const reply = await choose(said, "Offer buttons");
    await reply.getByRole("button", { name: "Resolve" }).dblclick();
    const confirmation = dialogOf(page, "Resolve the fault?");
    await confirmation.waitFor();
    await page.mouse.click(5, 5);
    await confirmation.waitFor({ state: "detached" });
  });

  test("a dynamic select is searched and chosen from without a pointer; Escape closes its list, then the form", async (context) => {
    const { page, choose } = await visit(context);
    await choose(said, "Fill a form");
    const dialog = dialogOf(page, "Report a fault");
    const box = dialog.getByRole("combobox", { name: "Service" });
    await box.focus();
    await page.keyboard.type("i");
    await dialog.getByRole("option", { name: "Invoices" }).waitFor();
    expect(lastEvent().params.target).toEqual({ query: "i", name: "service" });
    await page.keyboard.press("Escape");
    await dialog.getByRole("listbox").waitFor({ state: "hidden" });
    expect(await dialog.isVisible()).toBe(true);
    await page.keyboard.press("ArrowDown");
    await dialog.getByRole("option", { name: "Images" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const active = await box.getAttribute("aria-activedescendant");
    expect(await page.locator(`#${active}`).textContent()).toBe("Images");
    await page.keyboard.press("Enter");
    expect(await box.inputValue()).toBe("Images");
    await field(dialog, "Title").fill("With a service");
    await field(dialog, "Severity").selectOption("low");
    await dialog.getByRole("button", { name: "Report" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(lastEvent().params.form?.values["service"]).toEqual({ label: "Images", value: "images" });

    const reply = await choose(said, "Fill a form");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await reply.getByRole("button", { name: "Open the form" }).click();
    expect(await dialog.isVisible()).toBe(true);
    await page.keyboard.press("Escape");
  });

  test("a form and a button of a deployed action work from the click to the edit", async (context) => {
    const { page, choose } = await visit(context);
    await choose(said, "Ask form");
    const dialog = dialogOf(page, "Write a note");
    await field(dialog, "Kind").selectOption("long");
    await field(dialog, "More").fill("at length");
    await dialog.getByRole("button", { name: "Submit" }).click();
    await dialog.getByText("Use words of your own.").waitFor();
    await field(dialog, "Words").fill("Call them");
    const colour = dialog.getByRole("combobox", { name: "Colour" });
    await colour.fill("gre");
    await dialog.getByRole("option", { name: "grey" }).click();
    await dialog.getByRole("button", { name: "Submit" }).click();
    await dialog.waitFor({ state: "detached" });
    const reply = page.locator("article.reply:not([hidden])").last();
    expect(await reply.textContent()).toContain("Call them (long) at length by Scott Fisher");
    await reply.getByRole("button", { name: "Again" }).click();
    const confirmation = dialogOf(page, "Once more?");
    await field(confirmation, "Why").fill("Nobody answered");
    await confirmation.getByRole("button", { name: "Yes" }).click();
    await reply.getByText("Noted 2 times").waitFor();
    expect(await reply.textContent()).toContain("Nobody answered");
  });

  test("a form leads to the next one", async (context) => {
    const { page, choose } = await visit(context);
    await choose(said, "Fill a form");
    const first = dialogOf(page, "Report a fault");
    await field(first, "Title").fill("next");
    await field(first, "Severity").selectOption("low");
    await first.getByRole("button", { name: "Report" }).click();
    const second = dialogOf(page, "And more");
    await field(second, "More").fill("Still more");
    await second.getByRole("button", { name: "Report" }).click();
    await second.waitFor({ state: "detached" });
    expect(await page.locator("article.reply:not([hidden])").last().textContent()).toContain("Reported: Still more");
  });

  test("a late reply is a message of its own, which quotes what it is about and only its person sees", async (context) => {
    const { page, choose } = await visit(context);
    await choose(said, "Offer buttons");
    const late = lastEvent().response_url ?? "";
    await fetch(late, { method: "POST", body: JSON.stringify({ output: { text: "It took a while" } }) });
    const entry = page.locator("article.reply").filter({ hasText: "It took a while" });
    await entry.waitFor();
    expect(await entry.getAttribute("aria-label")).toBe("Late reply of Offer buttons, only visible to you");
    expect(await entry.locator(".quote").textContent()).toContain(said);
    await expect.poll(() => page.locator("#announcements").textContent()).toContain("It took a while");
    await entry.getByRole("button", { name: "Inspect this invocation" }).click();
    expect(await page.getByRole("tabpanel", { name: "Inspector" }).textContent()).toContain(new URL(late).pathname);
    expect(await page.getByRole("button", { name: "Run again" }).isVisible()).toBe(false);
    await page.reload();
    await entry.waitFor();
    await page.locator(".person", { hasText: "Kenji Sato" }).click();
    expect(await entry.isVisible()).toBe(false);
  });

  test("what is posted to a chat is everybody's message, and its buttons edit it for everybody", async (context) => {
    const { page, message } = await visit(context);
    const { cliq, simulation } = booted();
    const { id: chatId } = simulation.state().chats[0]!;
    // Not one that other tests look for by its words, which a quotation repeats.
    const replyTo = (await message("Incident page").getAttribute("data-message")) ?? "";
    const token = cliq.model.issueAccessToken(Date.now());
    const button = {
      label: "Acknowledge",
      type: "+",
      action: { type: "invoke.function", data: { name: "Fault seen" } },
    };
    const answer = await fetch(`${cliq.cliqUrl}/api/v3/chats/${chatId}/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ text: "Archived *5* messages", buttons: [button], reply_to: replyTo }),
    });
    expect(answer.status).toBe(204);
    const posted = message("Archived 5 messages");
    await posted.waitFor();
    expect(await posted.getAttribute("aria-label")).toMatch(/^Scott Fisher, .*Archived 5 messages/u);
    expect(await posted.locator(".quote").textContent()).toContain("Incident page");
    await page.locator(".person", { hasText: "Kenji Sato" }).click();
    await posted.getByRole("button", { name: "Acknowledge" }).click();
    await message("Somebody looks at it").waitFor();
    expect(await posted.count()).toBe(0);
    expect(lastEvent().params["user"]).toMatchObject({ email: "kenji.sato@example.com" });
  });

  test("a function that nobody has is told in words, and one that fails as well", async (context) => {
    const { page, choose } = await visit(context);
    const reply = await choose(said, "Offer buttons");
    const { cliq } = booted();
    const seen = cliq.model.functions().find(({ name }) => name === "Fault seen");
    const admin = cliq.model.actAs(cliq.model.person).functions;
    admin.setStatus(seen?.id ?? "", "disabled", Date.now());
    await reply.getByRole("button", { name: "Acknowledge" }).click();
    await page.getByRole("alert").getByText('The function "Fault seen" is disabled.').waitFor();
    admin.setStatus(seen?.id ?? "", "enabled", Date.now());
    await page.getByRole("button", { name: "Close this banner" }).click();
  });
}
