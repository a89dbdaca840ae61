import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import type { TestContext } from "vitest";

/** The page of a running stack, and what a person does on it. */
export interface Visit {
  readonly page: Page;
  /** A message by a part of its text. */
  readonly message: (text: string) => Locator;
  /** Right-clicks a message and chooses an action. */
  readonly choose: (text: string, action: string) => Promise<Locator>;
  /** The newest reply, once it is there. */
  readonly reply: (action: string) => Promise<Locator>;
}

/** Opens the page at `url` until the test is over; any error in its console fails the test. */
export async function visitPage(
  browser: Browser,
  url: string,
  { onTestFinished }: TestContext,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  // A click on a cold function, on a machine that is busy with other tests.
  page.setDefaultTimeout(25_000);
  const complaints: string[] = [];
  page.on("console", (line) => void (line.type() === "error" && complaints.push(line.text())));
  page.on("pageerror", (error) => void complaints.push(error.message));
  onTestFinished(async () => {
    await context.close();
    if (complaints.length > 0) throw new Error(`The page complained: ${complaints.join("; ")}`);
  });
  await page.goto(url);
  await page.locator("article").first().waitFor();

  const message = (text: string): Locator => page.locator("article[data-message]").filter({ hasText: text }).last();
  const reply = async (action: string): Promise<Locator> => {
    // The entry is there, pending, as soon as an action is chosen.
    await page.locator("article.reply[aria-busy]").waitFor({ state: "detached" });
    return page.locator("article.reply:not([hidden])").filter({ hasText: action }).last();
  };
  return {
    page,
    message,
    reply,
    async choose(text, action) {
      await message(text).locator(".markup, .file").last().click({ button: "right" });
      await page.getByRole("menuitem", { name: action }).click();
      return await reply(action);
    },
  };
}
