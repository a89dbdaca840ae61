import { afterAll, beforeAll, describe, type TestContext } from "vitest";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { boot, type Booted } from "../start/boot.ts";
import { createProgress } from "../start/progress.ts";
import { startBrowser } from "./browser.fixture.ts";

/** The page of a running stack, and what a person does on it. */
interface Visit {
  readonly page: Page;
  /** A message by some of its words. */
  readonly message: (words: string) => Locator;
  /** Right-clicks a message and chooses an action. */
  readonly choose: (words: string, action: string) => Promise<Locator>;
  /** The newest reply, once it is there. */
  readonly reply: (action: string) => Promise<Locator>;
}

/** Runs tests in a real browser over the real stack; where no browser starts, they are skipped and the reason is printed. */
export async function describeInBrowser(name: string, tests: (open: Opened) => void): Promise<void> {
  const started = await startBrowser();
  if ("reason" in started) {
    console.warn(`Skipped: ${name}. ${started.reason}`);
    describe.skip(`${name} (${started.reason})`, () => tests(notOpened));
    return;
  }
  const { browser } = started;
  const running = new AsyncDisposableStack();
  running.defer(() => browser.close());
  const stack: { booted?: Booted } = {};
  describe(name, () => {
    beforeAll(async () => {
      stack.booted = await boot({ port: 0, progress: createProgress(() => {}), running });
    });
    afterAll(() => running.disposeAsync());
    tests({
      booted: () => {
        if (stack.booted === undefined) throw new Error("The stack is not up.");
        return stack.booted;
      },
      visit: (context, options) => visit(browser, stack.booted?.server.url ?? "", context, options),
    });
  });
}

/** What tests get. */
export interface Opened {
  readonly booted: () => Booted;
  /** Opens the page; any error in its console fails the test. */
  readonly visit: (context: TestContext, options?: BrowserContextOptions) => Promise<Visit>;
}

const notOpened: Opened = {
  booted: () => {
    throw new Error("not in a browser");
  },
  visit: () => Promise.reject(new Error("not in a browser")),
};

async function visit(
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
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on("console", (line) => void (line.type() === "error" && complaints.push(line.text())));
  page.on("pageerror", (error) => void complaints.push(error.message));
  onTestFinished(async () => {
    await context.close();
    if (complaints.length > 0) throw new Error(`The page complained: ${complaints.join("; ")}`);
  });
  await page.goto(url);
  await page.locator("article").first().waitFor();

  const message = (words: string): Locator => page.locator("article[data-message]").filter({ hasText: words }).last();
  const reply = async (action: string): Promise<Locator> => {
    // The entry is there, pending, as soon as an action is chosen.
    await page.locator("article.reply[aria-busy]").waitFor({ state: "detached" });
    return page.locator("article.reply:not([hidden])").filter({ hasText: action }).last();
  };
  return {
    page,
    message,
    reply,
    async choose(words, action) {
      await message(words).locator(".words, .file").last().click({ button: "right" });
      await page.getByRole("menuitem", { name: action }).click();
      return await reply(action);
    },
  };
}
