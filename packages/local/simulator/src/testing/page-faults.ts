import type { Locator, Page } from "playwright-core";
import { expect, type TestContext, test } from "vitest";
import type { Opened } from "./describe-in-browser.ts";

/** Tests of the tab where things are made to go wrong. */
export function testPageFaults({ booted, visit }: Opened): void {
  const open = async (context: TestContext): Promise<Awaited<ReturnType<Opened["visit"]>> & { panel: Locator }> => {
    const visited = await visit(context);
    context.onTestFinished(() => booted().cliq.model.clearFaults());
    const panel = visited.page.getByRole("tabpanel", { name: "Faults" });
    await visited.page.getByRole("tab", { name: "Faults" }).click();
    return { ...visited, panel };
  };
  const add = async (panel: Locator, kind: string, numbers: Readonly<Record<string, string>> = {}): Promise<void> => {
    await panel.getByRole("radio", { name: new RegExp(`^${kind}`, "u") }).check();
    for (const [label, value] of Object.entries(numbers))
      await panel.getByRole("spinbutton", { name: label }).first().fill(value);
    await panel.getByRole("button", { name: "Add to clicks" }).click();
    await panel.locator(".fault-pending", { hasText: kind }).waitFor();
  };
  const isInSight = (what: Locator): Promise<boolean> =>
    what.evaluate((element) => {
      const { left, top, bottom } = element.getBoundingClientRect();
      const there = document.elementFromPoint(left + 20, (top + bottom) / 2);
      return there !== null && element.contains(there);
    });
  const notes = (page: Page): Locator => page.getByRole("tabpanel", { name: "Inspector" }).locator(".exchange-fault");

  test("a click that is made to go wrong says what was done to it, and the next one is as it should be", async (context) => {
    const { page, panel, choose } = await open(context);
    await add(panel, "wrong-credential");
    expect(await panel.locator(".fault-pending .fault-says").textContent()).toBe("On the next click");
    await expect.poll(() => isInSight(panel.locator(".fault-pending")), { timeout: 25_000 }).toBe(true);
    const tab = page.getByRole("tab", { name: /^Faults/u });
    expect(await tab.locator(".tab-count").textContent()).toBe("1");

    const reply = await choose("Oui, je les appelle", "Echo");
    expect(await reply.textContent()).toContain("The action answered HTTP 401.");
    await page.getByRole("tab", { name: "Inspector" }).click();
    expect(await notes(page).allTextContents()).toEqual(["Made to go wrong: The address ended in another credential."]);
    await tab.click();
    await panel.getByText("Nothing goes wrong on purpose now").waitFor();
    expect(await tab.locator(".tab-count").textContent()).toBe("");
    const next = await choose("Oui, je les appelle", "Echo");
    expect(await next.locator(".reply-content").textContent()).toContain("Oui, je les appelle");
  });

  test.each([
    ["late", 401, "stale_invocation"],
    ["wrong-credential", 401, "unauthenticated"],
    ["other-organization", 403, "forbidden_organization"],
    ["without-consent", 200, "user_error"],
    ["unsigned", 200, "replied"],
    ["lost-answer", 200, "replied"],
  ])("a real action answers a delivery that is %s with %i, %s", async (kind, status, outcome) => {
    const { cliq, simulation } = booted();
    const { actions, messages, people } = simulation.state();
    const action = actions.find(({ name }) => name === "Echo");
    const message = messages.find(({ text }) => text.startsWith("Oui, je les appelle"));
    cliq.model.injectDelivery({ kind: kind as "late" });
    const report = await simulation.execute({
      personId: people.at(-1)?.id ?? "",
      actionId: action?.id ?? "",
      messageIds: [message?.id ?? ""],
    });
    expect([report.response?.status, report.lambda?.outcome, report.faults?.length]).toEqual([status, outcome, 1]);
    simulation.clear();
  });

  test("an event that arrives several times leaves one row, and each arrival is a click of its own", async (context) => {
    const { page, panel, choose } = await open(context);
    const countRows = async (): Promise<number> =>
      (await booted().simulation.stores.read()).flatMap((store) => (store.kind === "table" ? store.rows : [])).length;
    const before = await countRows();
    await add(panel, "repeated", { "How often it arrives": "3" });
    await choose("Incident page", "Keep row");
    await page.getByRole("tab", { name: "Inspector" }).click();
    const rows = page.locator(".history-row").filter({ hasText: "Keep row" });
    await rows.nth(2).waitFor();
    for (const [index, number] of [3, 2, 1].entries()) {
      await rows.nth(index).click();
      const told = `Made to go wrong: The same event was sent 3 times; this is number ${number}.`;
      await expect.poll(() => notes(page).allTextContents(), { timeout: 25_000 }).toEqual([told]);
    }
    expect(await countRows()).toBe(before + 1);
  });

  test("a fault is taken back before it happens, and one that could never happen is refused with a sentence", async (context) => {
    const { page, panel } = await open(context);
    await add(panel, "slow", { "Delay in seconds": "7", "On how many clicks": "2", "From which click on": "3" });
    expect(booted().cliq.model.pendingFaults().delivery).toMatchObject([
      { fault: { kind: "slow", delayMs: 7_000, nth: 3, times: 2 }, before: 2, left: 2 },
    ]);
    await panel.getByRole("button", { name: "Take back: slow, After 2 clicks, on the next 2 clicks" }).click();
    await panel.getByText("Nothing goes wrong on purpose now").waitFor();
    expect(booted().cliq.model.pendingFaults().delivery).toEqual([]);
    const wish = { of: "delivery", kind: "repeated", on: "any", copies: 9 };
    const answer = await fetch(new URL("/api/faults", page.url()), { method: "POST", body: JSON.stringify(wish) });
    expect([answer.status, ((await answer.json()) as { message: string }).message]).toEqual([
      400,
      'A delivery fault\'s "copies" is a number from 2 to 5.',
    ]);
  });

  test("calls of the registrar are made to fail by operation, and each kind says what it means", async (context) => {
    const { panel } = await open(context);
    await panel.getByText("Calls of Cliq's REST API").click();
    await panel.getByText("These concern the registrar").waitFor();
    const calls = panel.locator(".fault-calls");
    expect(await calls.getByRole("radio").count()).toBe(17);
    expect((await calls.locator(".fault-says").allTextContents()).every((says) => /^[A-Z].+\.$/u.test(says))).toBe(
      true,
    );
    await calls.getByRole("radio", { name: /^throttle/u }).check();
    await calls.getByRole("combobox", { name: "On" }).selectOption("updateAction");
    await calls.getByRole("button", { name: "Add to calls" }).click();
    await panel.getByText("On the next call of updateAction").waitFor();
    expect(booted().cliq.model.pendingFaults().rest).toMatchObject([
      { fault: { on: "updateAction", kind: "throttle" } },
    ]);
  });
}
