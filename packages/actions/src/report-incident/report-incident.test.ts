import { join } from "node:path";
import { describeInBrowser } from "@cliq-actions/simulator/testing/describe-in-browser";
import { readRows } from "@cliq-actions/simulator/testing/read-stage";
import { expect, test } from "vitest";

const said = "Oui, je les appelle";

await describeInBrowser(
  "report an incident on the page",
  ({ booted, visit }) => {
    test("by its form with a mistake on the way, and acknowledge and resolve it by its buttons", async (context) => {
      const { page, choose } = await visit(context);
      const statuses = async (): Promise<readonly unknown[]> =>
        (await readRows(booted(), booted().stack, "report-incident")).map(({ status }) => status?.S);
      await choose(said, "Report incident");
      const form = page.getByRole("dialog", { name: "Report an incident" });
      expect(await form.getByLabel("Title").inputValue()).toContain(said);

      await form.getByLabel("Severity").selectOption("critical");
      await form.getByLabel("Who is affected").fill("Everybody in Lyon");
      await form.getByRole("combobox", { name: "Service" }).fill("sign");
      await page.getByRole("option", { name: "Single sign-on" }).click();
      await form.getByRole("button", { name: "Report" }).click();
      await form.getByText("Somebody has to be on call for a critical incident.").waitFor();
      expect(await statuses()).toEqual([]);

      await form.getByLabel("On call").selectOption({ label: "Amira Benali" });
      await form.getByRole("button", { name: "Report" }).click();
      await form.waitFor({ state: "detached" });
      const card = page.locator("article.reply:not([hidden])").last();
      await card.getByText(/Incident #/).waitFor();
      expect(await statuses()).toEqual(["open"]);

      await card.getByRole("button", { name: "Acknowledge" }).click();
      await card.getByText("Acknowledged").waitFor();
      expect(await statuses()).toEqual(["acknowledged"]);
      expect(await card.getByRole("button", { name: "Acknowledge" }).count()).toBe(0);

      await card.getByRole("button", { name: "Resolve" }).click();
      const question = page.getByRole("dialog", { name: "Resolve the incident?" });
      await question.getByLabel("What was it?").fill("A full disk");
      await question.getByRole("button", { name: "Resolve" }).click();
      await card.getByText("A full disk").waitFor();
      expect(await statuses()).toEqual(["resolved"]);
      expect(await card.getByRole("button", { name: "Resolve" }).count()).toBe(0);
    });
  },
  join(import.meta.dirname, ".."),
);
