import { afterAll, beforeAll, expect, test } from "vitest";
import type { Opened } from "./describe-in-browser.ts";
import { type Answers, startAnswers } from "./start-answers.ts";

/** Tests of what the documents let a reply hold, beside text and a card. */
export function testPageReplyParts({ booted, visit }: Opened): void {
  let answers: Answers;
  beforeAll(async () => {
    answers = await startAnswers(booted());
  });
  afterAll(() => answers[Symbol.asyncDispose]());

  test("charts are read without being seen, and a graph once more as a table", async (context) => {
    const { choose } = await visit(context);
    const reply = await choose("Oui, je les appelle", "Show numbers");
    const shares = reply.locator(".slide-shares").first();
    expect(await shares.getByRole("listitem").allTextContents()).toEqual([
      "Open40 (53 %)",
      "In work25 (33 %)",
      "Done10 (13 %)",
    ]);
    expect(await shares.locator("circle").count()).toBe(3);

    const graph = reply.locator(".slide-graph").first();
    expect(await graph.locator("rect").count()).toBe(8);
    expect(await graph.locator(".chart-axes").textContent()).toBe("Month: Jan, Feb, Mar, Apr · Clicks: -2 to 8");
    await graph.getByText("As a table").press("Enter");
    expect(await graph.getByRole("row").allTextContents()).toEqual([
      "MonthAsanaJira",
      "Jan-2-1",
      "Feb12",
      "Mar45",
      "Apr78",
    ]);
    expect(await reply.locator(".slide-graph").nth(1).locator("polyline").getAttribute("points")).toBe(
      "12.5,100 37.5,66.67 62.5,33.33 87.5,0",
    );
  });

  test("columns of a table stay in sight beside each other", async (context) => {
    const { choose } = await visit(context);
    const reply = await choose("Oui, je les appelle", "Show numbers");
    const scrolled = reply.locator(".slide-table .table-scroll");
    await scrolled.evaluate((area: HTMLElement) => {
      for (const table of area.querySelectorAll("table")) table.style.width = "3000px";
    });
    await scrolled.evaluate((area) => area.scrollTo(500, 0));
    const cells = scrolled.getByRole("row").nth(1).getByRole("cell");
    const [area, first, second, third] = [
      await scrolled.boundingBox(),
      ...(await Promise.all([0, 1, 2].map((column) => cells.nth(column).boundingBox()))),
    ];
    expect(first?.x).toBeCloseTo(area?.x ?? 0, -1);
    expect(second?.x).toBeCloseTo((first?.x ?? 0) + (first?.width ?? 0), -1);
    expect(third?.x).toBeLessThan((second?.x ?? 0) + (second?.width ?? 0));
  });

  test("a button within a text asks before it acts as one below it, and a mention is shown as one", async (context) => {
    const { page, choose } = await visit(context);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const reply = await choose("Oui, je les appelle", "Show numbers");
    expect(await reply.locator(".mention").textContent()).toBe("@Ana Gil");
    expect(await reply.locator(".bot").textContent()).toBe("Release botbot");
    const copy = reply.getByRole("button", { name: "Copy them" });
    const dialog = page.getByRole("dialog", { name: "Copy all of it?" });
    await copy.press("Enter");
    await dialog.getByRole("button", { name: "Cancel" }).press("Enter");
    await dialog.waitFor({ state: "hidden" });
    expect(await copy.textContent()).toBe("Copy them");
    await copy.press("Enter");
    await dialog.getByRole("button", { name: "Copy it" }).press("Enter");
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()), { timeout: 25_000 })
      .toBe("40, 25, 10");
  });

  test("a poll is voted on by keyboard", async (context) => {
    const { page, choose } = await visit(context);
    const reply = await choose("Oui, je les appelle", "Ask people");
    const options = reply.getByRole("group", { name: "Lunch on Friday?" }).getByRole("radio");
    await options.first().focus();
    await page.keyboard.press("Space");
    expect(await reply.locator(".poll-count").allTextContents()).toEqual(["1 vote", "0 votes"]);
    await page.getByText("Voted for Yes, of course").waitFor({ state: "attached" });
  });
}
