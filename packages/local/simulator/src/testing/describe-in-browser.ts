import { testActions } from "@cliq-actions/infra/testing/test-actions";
import { afterAll, beforeAll, describe, type TestContext } from "vitest";
import { boot, type Booted } from "../start/boot.ts";
import { createProgress } from "../start/progress.ts";
import { startBrowser } from "./start-browser.ts";
import { type Tabs, type Visit, type VisitOptions, visitPage } from "./visit-page.ts";

/** What tests get. */
export interface Opened {
  readonly booted: () => Booted;
  /** Opens the page; any error in its console fails the test. */
  readonly visit: (context: TestContext, options?: VisitOptions) => Promise<Visit>;
}

const notOpened: Opened = {
  booted: () => {
    throw new Error("not in a browser");
  },
  visit: () => Promise.reject(new Error("not in a browser")),
};

/**
 * Runs tests in a real browser over a real stack of the tests' own actions, or of those in `actionsFolder`, one for all of
 * them; where no browser starts, they are skipped and the reason is printed.
 */
export async function describeInBrowser(
  name: string,
  tests: (opened: Opened) => void,
  actionsFolder = testActions,
): Promise<void> {
  const started = await startBrowser();
  if ("reason" in started) {
    console.warn(`Skipped: ${name}. ${started.reason}`);
    describe.skip(`${name} (${started.reason})`, () => tests(notOpened));
    return;
  }
  const { browser } = started;
  const running = new AsyncDisposableStack();
  running.defer(() => browser.close());
  const tabs: Tabs = new Map();
  const stack: { booted?: Booted } = {};
  describe(name, () => {
    beforeAll(async () => {
      const progress = createProgress(() => {});
      stack.booted = await boot({ actionsFolder, port: 0, progress, running });
    });
    afterAll(() => running.disposeAsync());
    tests({
      booted: () => {
        if (stack.booted === undefined) throw new Error("The stack is not up.");
        return stack.booted;
      },
      visit: (context, options) => visitPage(browser, tabs, stack.booted?.server.url ?? "", context, options),
    });
  });
}
