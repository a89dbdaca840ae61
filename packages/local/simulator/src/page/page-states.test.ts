import { describeInBrowser } from "../testing/describe-in-browser.ts";
import { pageStates } from "../testing/page-states.ts";
import { testPageStates } from "../testing/test-page-states.ts";

// A file of its own, so that it runs beside the page's other tests. All other states and looks are tried in CI.
await describeInBrowser("the page in its usual states", (opened) =>
  testPageStates(
    opened,
    pageStates.filter(({ always }) => always),
  ),
);
