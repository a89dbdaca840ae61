import { describeInBrowser } from "../testing/describe-in-browser.ts";
import { pageStates } from "../testing/page-states.ts";
import { testPageStates } from "../testing/test-page-states.ts";

await describeInBrowser(
  "the page in every other state, in the dark, in forced colours, on phones, at 400 % and with large text",
  (opened) =>
    testPageStates(
      opened,
      pageStates.filter(({ always }) => !always),
    ),
);
