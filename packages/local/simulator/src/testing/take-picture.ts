import { createInterface } from "node:readline";
import { join } from "node:path";
import { repository } from "../start/boot.ts";
import { runStart } from "./run-start.ts";
import { startBrowser } from "./start-browser.ts";

/** Takes `docs/page.png` from a real start with the repository's own actions, which forgets what earlier ones kept: `action` on one message, the exchange beside it. */
async function takePicture(action: string | undefined): Promise<void> {
  if (action === undefined) throw new Error("Name the action to choose, as the menu shows it.");
  const { child, stderr } = runStart("--json", "--port", "0", "--no-watch", "--fresh");
  const started = await startBrowser();
  try {
    if (!("browser" in started)) throw new Error(started.reason);
    const ready = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
    const { value = "" } = (await ready.next()) as { value?: string };
    if (value === "") throw new Error(await stderr);
    const { url } = JSON.parse(value) as { url: string };
    const page = await started.browser.newPage({
      viewport: { width: 1440, height: 900 },
      colorScheme: "light",
      reducedMotion: "reduce",
    });
    page.setDefaultTimeout(60_000);
    await page.goto(url);
    const message = page.locator("article[data-message]").filter({ hasText: "Here is where we stand" });
    await message.locator(".markup").click({ button: "right" });
    await page.getByRole("menuitem", { name: action }).click();
    await page.locator("article.reply[aria-busy]").waitFor({ state: "detached" });
    await page.locator("article.reply:not([hidden])").last().scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(repository, "docs", "page.png") });
  } finally {
    if ("browser" in started) await started.browser.close();
    child.kill("SIGTERM");
  }
}

await takePicture(process.argv[2]);
