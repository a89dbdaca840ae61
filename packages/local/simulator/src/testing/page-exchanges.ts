import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { invocationOf, type WireEvent } from "@cliq-actions/core/testing";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { people } from "../simulation/people.ts";
import type { Opened } from "./describe-in-browser.ts";
import { registerByHand } from "./register-by-hand.ts";

const run = promisify(execFile);
const timeout = 25_000;
const hasCurl = await run("curl", ["--version"]).then(
  () => true,
  () => false,
);

/** Tests of what can be done with an exchange in the inspector. */
export function testPageExchanges({ booted, visit }: Opened): void {
  const rows = (page: Page) => page.locator(".history-row");
  const shown = (page: Page) => page.locator(".history li:not([hidden]) .history-row");
  const copied = async (page: Page, button: string): Promise<string> => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: button }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    return await page.evaluate(() => navigator.clipboard.readText());
  };

  test("a click is run again, and sent with another body, each an exchange of its own", async (context) => {
    const { page, choose } = await visit(context);
    await choose("Oui, je les appelle", "Echo");
    const before = await rows(page).count();
    const body = page.getByRole("region", { name: "Request body" });
    const first = (await body.textContent()) ?? "";
    await page.getByRole("button", { name: "Run again" }).click();
    await expect.poll(() => rows(page).count(), { timeout }).toBe(before + 1);
    await page.locator("article.reply[aria-busy]").waitFor({ state: "detached" });
    await page.locator(".exchange .timing").waitFor();
    const second = (await body.textContent()) ?? "";
    expect(second).not.toBe(first);
    const timeless = (text: string): unknown => ({ ...(JSON.parse(text) as object), timestamp: 0 });
    expect(timeless(second)).toEqual(timeless(first));

    await page.getByRole("button", { name: "Edit and send" }).click();
    const field = page.getByRole("textbox", { name: "Body to send" });
    await field.fill((await field.inputValue()).replaceAll("Oui, je les appelle", "Non, j'attends"));
    // Another person's result comes in meanwhile: what was typed stays.
    const { actions, messages } = booted().simulation.state();
    const actionId = actions.find(({ name }) => name === "Echo")?.id ?? "";
    const messageIds = [messages.find(({ type }) => type === "text")?.id ?? ""];
    await booted().simulation.execute({ personId: people.lucia.id, actionId, messageIds });
    await expect.poll(() => rows(page).count(), { timeout }).toBe(before + 2);
    expect(await field.inputValue()).toContain("Non, j'attends");
    await page.getByRole("button", { name: "Send", exact: true }).last().click();
    await page.getByText("Non, j'attends").first().waitFor();
    await expect.poll(() => rows(page).count(), { timeout }).toBe(before + 3);
    await page.locator("article.reply[aria-busy]").waitFor({ state: "detached" });
    expect(await body.textContent()).toContain("Non, j'attends");
    expect(await page.locator("article.reply:not([hidden])").last().textContent()).toContain("Non, j'attends");
  });

  test.skipIf(!hasCurl)(
    "what is copied as curl runs in bash as it is, whatever a person has written",
    async (context) => {
      const { page, choose } = await visit(context);
      const text = `it's "$HOME" \`id\` \\ !! $(id) 100%`;
      booted().simulation.say(people.scott.id, text);
      await choose("it's", "Echo");
      const command = await copied(page, "Copy as curl");
      const before = await rows(page).count();
      const { stdout } = await run("bash", ["-c", `${command} --silent`]);
      const { output } = JSON.parse(stdout) as { output: { text: string } };
      expect(output.text.replaceAll("\u200B", "")).toContain("$HOME");
      await expect.poll(() => rows(page).count(), { timeout }).toBe(before + 1);
      await rows(page).first().click();
      const { params } = JSON.parse((await page.getByRole("region", { name: "Request body" }).textContent()) ?? "") as {
        params: { message: { text: string } };
      };
      expect(params.message.text).toBe(text);
      expect(await rows(page).first().textContent()).toContain("Sent to the API");
    },
  );

  test("an address is copied with its credential", async (context) => {
    const { page, choose } = await visit(context);
    await choose("Oui, je les appelle", "Echo");
    const echo = booted()
      .cliq.model.actions()
      .find(({ name }) => name === "Echo");
    expect(await copied(page, "Copy address")).toBe(echo?.executionUrl);
  });

  test("an event is saved as a file that a test reads", async (context) => {
    const { page, choose } = await visit(context);
    await choose("gateway-timeouts.log", "Store file");
    await page.getByRole("button", { name: "Save as fixture" }).click();
    const fixture = page.getByRole("region", { name: "Fixture", exact: true });
    const lines = (await fixture.locator(".fixture-lines").textContent()) ?? "";
    expect(lines).toContain('import click from "./click.json" with { type: "json" };');
    expect(lines).toContain('invocationOf<"attachment-message">(click)');
    expect(await fixture.first().textContent()).toContain("store-file/click.json");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download click.json" }).click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    const event = JSON.parse(text) as WireEvent;
    expect(event).toEqual(JSON.parse((await page.getByRole("region", { name: "Request body" }).textContent()) ?? ""));
    const { message, user } = invocationOf<"attachment-message">(event);
    expect(message).toMatchObject({ type: "attachment", file: { name: "gateway-timeouts.log" } });
    expect(user.name).toBeTruthy();

    // An event from a file is about no message that the page knows.
    await booted().simulation.replay({ id: "from-a-file", body: text });
    await page.evaluate(() => (location.hash = "#/exchange/from-a-file"));
    await page.locator(".exchange .timing").waitFor();
    await expect
      .poll(() => page.locator(".history-row").first().getAttribute("aria-current"), { timeout })
      .toBe("true");
    await page.getByRole("button", { name: "Save as fixture" }).click();
    expect(await fixture.locator(".fixture-lines").textContent()).toContain(
      'invocationOf<"attachment-message">(click)',
    );
  });

  test("the list is narrowed by action, outcome and any word, and a link leads to one exchange, also after a reload", async (context) => {
    const { page, choose } = await visit(context);
    const address =
      booted()
        .cliq.model.actions()
        .find(({ name }) => name === "Echo")?.executionUrl ?? "";
    const mistaken = registerByHand(booted(), "Mistaken", address.replace(/[^/]+$/u, "wrong-credential"));
    await choose("Oui, je les appelle", "Mistaken");
    mistaken.remove();
    const id = new URL(page.url()).hash;
    await choose("Oui, je les appelle", "Echo");
    const all = await rows(page).count();

    await page.getByLabel("Action", { exact: true }).selectOption("Mistaken");
    expect(await shown(page).count()).toBe(1);
    await page.getByLabel("Action", { exact: true }).selectOption("");
    await page.getByLabel("Outcome").selectOption("failed");
    expect(await shown(page).allTextContents()).toContainEqual(expect.stringContaining("401"));
    expect(await shown(page).locator(".status-good").count()).toBe(0);
    await page.getByLabel("Outcome").selectOption("");
    await page.getByRole("searchbox").fill("MISTAKEN wrong-cred");
    expect(await shown(page).count()).toBe(1);
    expect(await page.locator(".filter-count").textContent()).toBe(`1 of ${all} invocations`);

    await shown(page).first().click();
    expect(new URL(page.url()).hash).toBe(id);
    await page.reload();
    await page.locator(".exchange").waitFor();
    expect(await page.locator(".history-row[aria-current]").textContent()).toContain("Mistaken");
    // Why it failed stands before everything else.
    expect(await page.locator(".exchange > :first-child").textContent()).toContain("The action answered HTTP 401.");
    await page.evaluate(() => (location.hash = "#/exchange/nothing-like-this"));
    expect(await page.locator(".history-row[aria-current]").textContent()).toContain("Mistaken");
  });

  test("nothing scrolls within what scrolls, on a desk and on a phone", async (context) => {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 380, height: 700 },
    ]) {
      const { page } = await visit(context, { viewport });
      const nested = await page.evaluate(() => {
        const panels = document.querySelector(".panels");
        panels?.classList.add("open");
        const scrolls = (element: Element): boolean =>
          /auto|scroll/u.test(getComputedStyle(element).overflowY) && element.scrollHeight > element.clientHeight + 1;
        const scrolling = [...(panels?.querySelectorAll("*") ?? [])].filter((element) => scrolls(element));
        return scrolling
          .filter((inner) => scrolling.some((outer) => outer !== inner && outer.contains(inner)))
          .map((element) => element.className);
      });
      expect(nested).toEqual([]);
      expect(await page.locator(".exchange").count()).toBe(1);
    }
  });

  test.runIf(process.env.CI_TESTS)(
    "with three hundred clicks there are as many tab stops as with a few, a result touches as little, and each is found",
    async (context) => {
      const { page, choose } = await visit(context);
      await page.getByRole("button", { name: "Clear" }).click();
      await expect.poll(() => rows(page).count(), { timeout }).toBe(0);
      expect(await page.locator("article.reply").count()).toBe(0);
      const { simulation } = booted();
      const { actions } = simulation.state();
      const echo = actions.find(({ name }) => name === "Echo");
      const click = async (text: string): Promise<void> => {
        const { id } = simulation.say(people.priya.id, text);
        await simulation.execute({ personId: people.scott.id, actionId: echo?.id ?? "", messageIds: [id] });
      };
      const tabStops = (): Promise<number> =>
        page.evaluate(
          () =>
            [...document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, [tabindex]")].filter(
              (one) => one.tabIndex >= 0 && one.checkVisibility(),
            ).length,
        );
      /** How many nodes come and go while one more click is made and answered. */
      const touched = async (text: string): Promise<number> => {
        await page.evaluate(() => {
          const counted = { nodes: 0, observer: new MutationObserver(() => {}) };
          counted.observer = new MutationObserver((changes) => {
            for (const { addedNodes, removedNodes } of changes)
              counted.nodes += addedNodes.length + removedNodes.length;
          });
          counted.observer.observe(document.body, { childList: true, subtree: true });
          Object.assign(window, { counted });
        });
        const before = await rows(page).count();
        await click(text);
        await expect.poll(() => rows(page).count(), { timeout }).toBe(before + 1);
        await page.locator("article.reply[aria-busy]").waitFor({ state: "detached" });
        await expect.poll(() => rows(page).first().textContent(), { timeout }).toContain("200");
        return await page.evaluate(() => (window as unknown as { counted: { nodes: number } }).counted.nodes);
      };

      await choose("Oui, je les appelle", "Echo");
      const few = { stops: await tabStops(), touched: await touched("among few") };
      for (let count = 1; count <= 298; count++) {
        await click(count === 100 ? "needle in the hay" : `number ${count}`);
        // The page keeps pace, however slow the machine is.
        if (count % 50 === 0) await expect.poll(() => rows(page).count(), { timeout }).toBe(count + 2);
      }
      await expect.poll(() => rows(page).count(), { timeout }).toBe(300);
      const many = { stops: await tabStops(), touched: await touched("among many") };
      expect(many.stops).toBe(few.stops);
      expect(many.touched).toBeLessThan(2 * few.touched);

      await page.getByRole("searchbox").fill("needle hay");
      expect(await shown(page).count()).toBe(1);
      await page.getByRole("searchbox").fill("");
      await rows(page).first().focus();
      await page.keyboard.press("End");
      expect(await page.evaluate(() => document.activeElement?.closest("li")?.nextElementSibling)).toBeNull();
      expect(await tabStops()).toBe(few.stops);
      simulation.clear();
    },
  );
}
