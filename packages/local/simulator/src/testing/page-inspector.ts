import { expect, test } from "vitest";
import { labelFakes } from "../simulation/label-fakes.ts";
import type { Opened } from "./describe-in-browser.ts";

/** Tests of what the page shows around a reply: the exchange behind it, earlier ones, and what is faked. */
export function testPageInspector({ booted, visit }: Opened): void {
  test("the inspector has the exact exchange, and keeps the credential to itself until asked", async (context) => {
    const { page, choose } = await visit(context);
    await choose("gateway-timeouts.log", "Store file");
    const inspector = page.getByRole("tabpanel", { name: "Inspector" });
    const action = booted()
      .cliq.model.actions()
      .find(({ name }) => name === "Store file");
    const credential = action?.executionUrl?.split("/").at(-1) ?? "";
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
    expect(await inspector.getByRole("region", { name: "Log lines" }).textContent()).toContain("store-file");
    expect(await inspector.textContent()).toContain("replied");
    expect(await inspector.locator(".headers").nth(1).textContent()).toContain("apigw-requestid");
  });

  test("replies and their invocations are there again when the page is opened again", async (context) => {
    const { page, choose } = await visit(context);
    const reply = await choose("El cliente pregunta", "Echo");
    const content = await reply.locator(".reply-content").textContent();
    expect(content).toContain("El cliente pregunta");
    const before = await page.locator(".history-row").count();
    await page.reload();
    await page.locator("article").first().waitFor();
    expect(await page.locator("article.reply").last().locator(".reply-content").textContent()).toBe(content);
    expect(await page.locator(".history-row").count()).toBe(before);
  });

  test("what stands in for real systems is named", async (context) => {
    const { page } = await visit(context, { stay: true });
    const labels = labelFakes(booted().stack);
    expect(labels).toEqual(["call-api: noticeBoard"]);
    expect(await page.locator(".sidebar .fakes li").allTextContents()).toEqual(labels);
  });
}
