import { describeInBrowser } from "../testing/describe-in-browser.ts";
import { pageStates } from "../testing/page-states.ts";
import { testPageStates } from "../testing/test-page-states.ts";

// A file of its own, so that it runs beside the page's other tests. Other looks of the states are looked at in CI.
await describeInBrowser("the page in every state", (opened) =>
  testPageStates(
    opened,
    pageStates.filter(({ look }) => look === undefined),
  ),
);
