import { describeInBrowser } from "../testing/describe-in-browser.ts";
import { testPageInEveryState } from "../testing/page-in-every-state.ts";

// A file of its own, so that it runs beside the page's other tests: together they would be what the suite waits for.
await describeInBrowser("the page in every state", testPageInEveryState);
