import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DrivenStart, driveStart } from "../testing/drive-start.ts";
import { startBrowser } from "../testing/start-browser.ts";
import { type Tabs, visitPage } from "../testing/visit-page.ts";

const longestMs = 240_000;
const found = await startBrowser();
if ("reason" in found) console.warn(`Skipped: from save to the page. ${found.reason}`);
const browser = "browser" in found ? found.browser : undefined;

describe.skipIf(browser === undefined)("a page that stays open", () => {
  const tabs: Tabs = new Map();
  let started: DrivenStart;
  beforeAll(async () => {
    started = await driveStart(["echo"]);
  }, longestMs);
  afterAll(async () => {
    await started.stop();
    await browser?.close();
  });

  test(
    "answers by the saved code, offers what is declared now, and names the line of a failure",
    { timeout: longestMs },
    async (context) => {
      if (browser === undefined) throw new Error("There is no browser.");
      const { page, choose } = await visitPage(browser, tabs, started.url, context);
      expect(await (await choose("Oui, je les appelle", "Echo")).textContent()).not.toContain("saved:");
      const build = async (change: (text: string) => string): Promise<void> => {
        const version = started.builds.at(-1)?.version ?? 0;
        await started.edit("echo/action.ts", change);
        await started.waitFor("the version", () => {
          const last = started.builds.at(-1);
          return last?.status === "good" && last.version > version;
        });
      };
      const savedAt = performance.now();
      await build((text) => text.replace("text(message.text)", "text(`saved: ${message.text}`)"));
      const reply = await choose("Oui, je les appelle", "Echo");
      console.log(`From save to the answer in the page: ${Math.round(performance.now() - savedAt)} ms`);
      expect(await reply.textContent()).toContain("saved: Oui");

      for (const [mistake, said] of [
        ["\nconst = 5;\n", "has a syntax error"],
        ["\nexport const wrong: string = 5;\n", "TS2322"],
      ] as const) {
        await started.edit("echo/action.ts", (text) => text + mistake);
        await page.getByText(said).first().waitFor({ timeout: 100_000 });
        await started.edit("echo/action.ts", (text) => text.replace(mistake, ""));
        await page.getByText(said).first().waitFor({ state: "detached", timeout: 100_000 });
      }

      await build((text) => text.replace('name: "Echo"', 'name: "Say again"'));
      expect(await (await choose("Oui, je les appelle", "Say again")).textContent()).toContain("saved: Oui");

      await build((text) =>
        text.replace(
          /=> text\((.*)\),$/mu,
          '=> { if (message.text !== "") throw new Error("on purpose"); return text($1); },',
        ),
      );
      await choose("Oui, je les appelle", "Say again");
      const failure = page.getByRole("region", { name: "Failure" }).first();
      await failure.waitFor();
      expect(await failure.textContent()).toMatch(/echo\/action\.ts:\d+:\d+.*Error: on purpose/u);
    },
  );
});
