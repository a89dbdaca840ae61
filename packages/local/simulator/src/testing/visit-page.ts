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

/** A tab with a storage of its own, and what its console complained of. */
interface Tab {
  readonly page: Page;
  readonly complaints: string[];
}

/** Tabs that stay open for the next visit with the same options but for colours, sizes and text, by these: to open one is a process more, and most of a visit's cost. */
export type Tabs = Map<string, Promise<Tab>>;

async function openTab(browser: Browser, options: BrowserContextOptions): Promise<Tab> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  // A click on a cold function, on a machine that is busy with other tests.
  page.setDefaultTimeout(25_000);
  const complaints: string[] = [];
  page.on("console", (line) => void (line.type() === "error" && complaints.push(line.text())));
  page.on("pageerror", (error) => void complaints.push(error.message));
  return { page, complaints };
}

/** How to visit, besides the options of the browser. */
export interface VisitOptions extends BrowserContextOptions {
  /** Pixels of the browser's own text, which its settings make larger. */
  readonly textPixels?: number;
  /** Goes on where the visit before has ended, which is much cheaper: for a test that does not mind what is open. */
  readonly stay?: boolean;
}

const textOf = new WeakMap<Page, number>();

/** As somebody does in the settings of their browser. */
async function setText(page: Page, textPixels: number): Promise<void> {
  if ((textOf.get(page) ?? 16) === textPixels) return;
  textOf.set(page, textPixels);
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("Page.setFontSizes", {
    fontSizes: { standard: textPixels, fixed: Math.round(textPixels * 0.8) },
  });
  // Its settings last as long as the session.
}

/**
 * Loads the page at `url` anew unless it may stay, with nothing stored and the pointer in the corner; any error in its
 * console until the test is over fails the test.
 */
export async function visitPage(
  browser: Browser,
  tabs: Tabs,
  url: string,
  { onTestFinished }: TestContext,
  {
    stay = false,
    colorScheme = "light",
    forcedColors = "none",
    viewport = { width: 1440, height: 900 },
    textPixels = 16,
    ...options
  }: VisitOptions = {},
): Promise<Visit> {
  const kind = JSON.stringify(options);
  const opening = tabs.get(kind) ?? openTab(browser, options);
  tabs.set(kind, opening);
  const { page, complaints } = await opening;
  onTestFinished(() => {
    const said = complaints.splice(0);
    if (said.length > 0) throw new Error(`The page complained: ${said.join("; ")}`);
  });
  await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: "reduce" });
  if (viewport !== null) await page.setViewportSize(viewport);
  await setText(page, textPixels);
  const isOpen = page.url().startsWith(url);
  if (!isOpen || !stay) {
    if (isOpen) await page.evaluate(() => (localStorage.clear(), sessionStorage.clear()));
    await page.mouse.move(0, 0);
    await page.goto(url);
    await page.locator("article").first().waitFor();
  }

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
