import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { startFakeCliq } from "@cliq-actions/fake-cliq";
import { startLocalAws } from "@cliq-actions/local-aws";
import { expect, test } from "vitest";
import type { BuildState } from "../page-api.ts";
import { startPageServer } from "../server/start-page-server.ts";
import { people } from "../simulation/people.ts";
import { createSimulation } from "../simulation/simulation.ts";
import { watchFunctions } from "../simulation/watch-functions.ts";
import type { Opened } from "./describe-in-browser.ts";
import { registerByHand } from "./register-by-hand.ts";

const timeout = 25_000;

/** Tests of what the page shows without being touched. */
export function testPageFollows({ booted, visit }: Opened): void {
  test("what another tab, Cliq's control surface and curl do is shown; place, selection and typed text stay", async (context) => {
    const { page, message } = await visit(context);
    const { simulation, cliq } = booted();
    const { actions, messages } = simulation.state();
    const echo = actions.find(({ name }) => name === "Echo");
    const clicked = messages.find(({ text }) => text.startsWith("Oui, je les"));
    const draft = page.getByRole("textbox", { name: "Message #support" });
    await draft.fill("half a sent");
    await message("Morning everyone").scrollIntoViewIfNeeded();
    await message("Morning everyone").locator(".markup").selectText();
    const place = (): Promise<unknown> =>
      page.evaluate(() => [
        document.querySelector(".conversation")?.scrollTop,
        String(getSelection()),
        document.querySelector("textarea")?.value,
      ]);
    const before = await place();
    expect(before).toEqual([expect.any(Number), expect.stringContaining("Morning everyone"), "half a sent"]);
    const rows = page.locator(".history-row");
    const rowsBefore = await rows.count();
    const replies = page.locator("article.reply:not([hidden])");
    const repliesBefore = await replies.count();

    const choice = { personId: people.scott.id, actionId: echo?.id ?? "", messageIds: [clicked?.id ?? ""] };
    const { request } = await simulation.execute(choice);
    await fetch(`${cliq.cliqUrl}/_fake/execute`, {
      method: "POST",
      body: JSON.stringify({
        actionId: echo?.id,
        person: people.scott,
        chat: { id: "CT_1", title: "support", type: "channel", members: [] },
        messages: [{ id: clicked?.id, sender: people.amira, time: 1, type: "text", text: "from a program" }],
      }),
    });
    await fetch(request.url, { method: "POST", headers: request.headers, body: request.body });
    simulation.say(people.lucia.id, "said elsewhere");

    await expect.poll(() => rows.count(), { timeout }).toBe(rowsBefore + 3);
    await message("said elsewhere").waitFor({ state: "attached" });
    await page.locator("article.reply[aria-busy]").waitFor({ state: "detached" });
    expect(await rows.first().textContent()).toContain("Sent to the API");
    expect(await replies.count()).toBe(repliesBefore + 2);
    expect(await replies.last().textContent()).toContain("from a program");
    expect(await place()).toEqual(before);
    await draft.fill("");
  });

  test("what happens while the page asks for its state is neither lost nor undone", async (context) => {
    const { page, message } = await visit(context);
    const { simulation } = booted();
    const { actions } = simulation.state();
    const echo = actions.find(({ name }) => name === "Echo")?.id ?? "";
    const taken = simulation.say(people.scott.id, "taken away meanwhile");
    await message("taken away meanwhile").waitFor({ state: "attached" });
    const [asked, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await page.route("**/api/state", async (route) => {
      const response = await route.fetch();
      asked.resolve();
      await goOn.promise;
      await route.fulfill({ response });
    });
    simulation.announce({ type: "stack" });
    await asked.promise;
    const { id } = simulation.say(people.scott.id, "said meanwhile");
    simulation.clear();
    simulation.remove(people.scott.id, taken.id);
    await simulation.execute({ personId: people.scott.id, actionId: echo, messageIds: [id] });
    const answered = page.waitForResponse("**/api/state");
    goOn.resolve();
    await answered;
    await page.unroute("**/api/state");

    await message("said meanwhile").waitFor({ state: "attached" });
    await expect.poll(() => page.locator(".history-row").count(), { timeout }).toBe(1);
    await message("taken away meanwhile").waitFor({ state: "detached" });
    await page.locator("article.reply:not([hidden])", { hasText: "said meanwhile" }).waitFor({ state: "attached" });
  });

  test("a page that was out of sight shows what happened meanwhile in its order, and not what was forgotten", async (context) => {
    const { page, message } = await visit(context);
    const { simulation } = booted();
    const { actions, chats } = simulation.state();
    const echo = actions.find(({ name }) => name === "Echo")?.id ?? "";
    const click = async (text: string, chatId?: string): Promise<void> => {
      const { id } = simulation.say(people.scott.id, text, { chatId });
      await simulation.execute({ personId: people.scott.id, actionId: echo, messageIds: [id] });
    };
    const rows = page.locator(".history-row");
    await click("before it went away");
    await expect.poll(() => rows.count(), { timeout }).toBe(simulation.state().history.length);
    const hide = (isHidden: boolean): Promise<void> =>
      page.evaluate((now) => {
        Object.defineProperty(document, "hidden", { configurable: true, get: () => now });
        document.dispatchEvent(new Event("visibilitychange"));
      }, isHidden);
    await hide(true);
    simulation.clear();
    await click("between two people", chats.find(({ type }) => type === "dm")?.id);
    await click("for everybody");
    simulation.say(people.scott.id, "after both");
    await hide(false);

    await message("after both").waitFor({ state: "attached" });
    await expect.poll(() => rows.count(), { timeout }).toBe(2);
    const shown = page.locator(".conversation article:not([hidden])");
    expect((await shown.allTextContents()).slice(-3)).toEqual([
      expect.stringContaining("for everybody"),
      expect.stringMatching(/Echo.*Scott Fisherfor everybody/u),
      expect.stringContaining("after both"),
    ]);
    expect(await page.locator("article.reply:not([hidden])").count()).toBe(1);
  });

  test("a click under way shows its request at once, with a clock that runs", async (context) => {
    const { page, message } = await visit(context);
    const held: ServerResponse[] = [];
    const slow = createServer((_, response) => void held.push(response));
    await once(slow.listen(0, "127.0.0.1"), "listening");
    const { port } = slow.address() as AddressInfo;
    const takesLong = registerByHand(booted(), "Takes long", `http://127.0.0.1:${port}/actions/slow/credential`);
    await message("Oui, je les appelle").locator(".markup").last().click({ button: "right" });
    await page.getByRole("menuitem", { name: "Takes long" }).click();

    const inspector = page.getByRole("tabpanel", { name: "Inspector" });
    expect(await inspector.getByRole("region", { name: "Request body" }).textContent()).toContain("Takes long");
    const clock = inspector.getByRole("timer");
    const seen = await clock.textContent();
    await expect.poll(() => clock.textContent(), { timeout }).not.toBe(seen);
    expect(await page.locator(".history-row").first().textContent()).toContain("running");
    for (const response of held)
      response.setHeader("content-type", "application/json").end('{"output":{"text":"at last"}}');
    await page.getByText("at last").first().waitFor();
    await clock.waitFor({ state: "detached" });
    takesLong.remove();
    slow.close();
  });

  test("a version that cannot be built is named with its places, and a new one in a quiet line", async (context) => {
    const { page, message } = await visit(context);
    const { simulation } = booted();
    const at = new Date(2026, 0, 5, 14, 2, 11).getTime();
    const tell = (build: Partial<BuildState>): void =>
      simulation.announce({ type: "build", build: { status: "good", version: 2, at, problems: [], ...build } });
    const line = page.locator(".live-line");
    const strip = page.getByRole("region", { name: "Problems of the build" });
    await message("Oui, je les appelle").scrollIntoViewIfNeeded();

    tell({ status: "building" });
    await line.getByText("Building…").waitFor();
    const place = "actions/some/action.ts:12:7";
    tell({ status: "failed", problems: [{ place, text: 'Expected ";"', kind: "syntax" }] });
    await strip.getByText("This version cannot be built. The last good version keeps running.").waitFor();
    expect(await strip.getByRole("listitem").allTextContents()).toEqual([`${place}Expected ";"`]);
    await page.reload();
    await strip.getByText(place).waitFor();
    tell({ version: 3, problems: [{ place, text: "Type 'x'", kind: "type" }] });
    await strip.getByText("This version runs, but something is wrong with it.").waitFor();
    tell({ version: 4 });
    await line.getByText("New version 14:02:11").waitFor();
    await strip.waitFor({ state: "hidden" });
    tell({ version: 1 });
    await expect.poll(() => line.textContent(), { timeout }).toBe("");
  });

  test("a page that cannot be opened says why", async (context) => {
    // A page of its own, for its console complains of the answer.
    const { page: neighbour } = await visit(context, { stay: true });
    const page = await neighbour.context().newPage();
    await page.route("**/api/state", (route) => route.fulfill({ status: 500, json: { message: "It is broken." } }));
    await page.goto(booted().server.url);
    await page.getByText("The channel could not be opened. It is broken.").waitFor();
    await page.close();
  });

  test("a restart is waited for, then the page loads itself with what was kept and what was being typed", async (context) => {
    // A page of its own, for its console complains of the server that is gone.
    const { page: neighbour } = await visit(context, { stay: true });
    const page = await neighbour.context().newPage();
    const [cliq, aws] = await Promise.all([startFakeCliq({ person: people.scott }), startLocalAws()]);
    const stack = {
      stackName: "s",
      status: "CREATE_COMPLETE",
      apiUrl: "",
      resources: [],
      fakes: {},
      serviceLabels: {},
    };
    const begin = (): ReturnType<typeof createSimulation> =>
      createSimulation({ cliq, aws, stack: () => stack, watch: watchFunctions() });
    const first = begin();
    const server = await startPageServer(0);
    server.show(first);
    await page.goto(server.url);
    const draft = page.getByRole("textbox", { name: "Message #support" });
    await draft.fill("half a sent");
    await page.locator(".person", { hasText: "Kenji Sato" }).click();

    await page.evaluate(() => Object.assign(window, { isOfBefore: true }));
    await server.stop();
    await page.getByText("The simulator does not answer. Looking for it again…").waitFor();
    const second = begin();
    second.say(people.priya.id, "said after the restart");
    const again = await startPageServer(Number(new URL(server.url).port));
    again.show(second);
    await page.waitForFunction(() => !("isOfBefore" in window));
    await page.getByText("said after the restart").waitFor();
    expect(await draft.inputValue()).toBe("half a sent");
    expect(await page.getByRole("radio", { name: /Kenji Sato/u }).isChecked()).toBe(true);
    await page.getByText("The simulator does not answer").waitFor({ state: "detached" });
    await page.close();
    for (const simulation of [first, second]) simulation.stores.close();
    await Promise.all([again.stop(), cliq.stop(), aws.stop()]);
  });
}
