import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFakes } from "@cliq-actions/local-aws";
import { expect, onTestFinished, test } from "vitest";
import { repository } from "../start/boot.ts";
import { synthesise } from "../start/synthesise.ts";
import type { Opened } from "./describe-in-browser.ts";

/** What was deployed, in a folder of its own, but for the name under which an action is registered. */
async function renamed(actionsFolder: string, name: string, newName: string): Promise<string> {
  const { folder } = await synthesise({ root: repository, actionsFolder, signal: new AbortController().signal });
  const copy = await mkdtemp(join(tmpdir(), "beside-"));
  onTestFinished(() => rm(copy, { recursive: true }));
  for (const file of await readdir(folder)) {
    if (!file.endsWith(".template.json")) await symlink(join(folder, file), join(copy, file), "junction");
    else {
      const template = JSON.parse(await readFile(join(folder, file), "utf8")) as { Resources: object };
      const change = ([id, one]: [string, { Type: string }]): [string, unknown] =>
        one.Type !== "Custom::CliqMessageActions"
          ? [id, one]
          : [id, JSON.parse(JSON.stringify(one).replace(`${name}\\"`, `${newName}\\"`))];
      const Resources = Object.fromEntries(Object.entries(template.Resources).map(change));
      await writeFile(join(copy, file), JSON.stringify({ ...template, Resources }));
    }
  }
  return copy;
}

/** What the page shows of a stack that changes and goes away beside it: the last tests of all, for nothing works after them. */
export function testPageBesideCdk({ booted, visit }: Opened): void {
  test("a stack that is deployed anew meanwhile is shown as it is when somebody looks again", async (context) => {
    const { page, message, reply } = await visit(context);
    const { actionsFolder, aws, cliq } = booted();
    const panel = page.getByRole("tabpanel", { name: "Actions" });
    await page.getByRole("tab", { name: "Actions" }).click();
    await panel.getByText("CREATE_COMPLETE").waitFor();

    const environment = { CLIQ_ORIGIN: cliq.cliqUrl, ZOHO_ACCOUNTS_ORIGIN: cliq.accountsUrl };
    const cdkOut = await renamed(actionsFolder, "Keep row", "Hold row");
    await aws.deploy({ cdkOut, environment, fakes: await readFakes(actionsFolder) });
    await page.evaluate(() => void window.dispatchEvent(new Event("focus")));
    await panel.getByText("UPDATE_COMPLETE").waitFor();
    await message("Oui, je les appelle").locator(".markup").last().click({ button: "right" });
    await page.getByRole("menuitem", { name: "Hold row" }).click();
    expect(await (await reply("Hold row")).textContent()).toContain("Oui, je les appelle");
  });

  test("a stack that is destroyed in a terminal meanwhile is shown as gone when somebody looks again", async (context) => {
    const { page, message } = await visit(context);
    const { aws, stack } = booted();
    const panel = page.getByRole("tabpanel", { name: "Actions" });
    await page.getByRole("tab", { name: "Actions" }).click();
    await panel.getByText("UPDATE_COMPLETE").waitFor();
    const stores = page.getByRole("tab", { name: /^(?:Rows|Files)/u });
    expect(await stores.count()).toBe(2);

    await aws.destroy(stack.stackName);
    await page.evaluate(() => void window.dispatchEvent(new Event("focus")));
    await panel.getByText("The stack was destroyed: deploy it again").waitFor();
    await expect.poll(() => stores.count(), { timeout: 25_000 }).toBe(0);
    await message("Oui, je les appelle").locator(".markup").last().click({ button: "right" });
    await page.getByText("No message action is registered in this organisation.").waitFor();
  });
}
