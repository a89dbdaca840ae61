import { describe } from "vitest";
import { describeInBrowser } from "../testing/describe-in-browser.ts";
import { testPageExchanges } from "../testing/page-exchanges.ts";
import { testPageFaults } from "../testing/page-faults.ts";
import { testPageForEveryone } from "../testing/page-for-everyone.ts";
import { testPageLayout } from "../testing/page-layout.ts";
import { testPagePlayground } from "../testing/page-playground.ts";

// What a change of an action or a reply seldom touches; what writes messages of its own comes last.
await describeInBrowser("the page's looks and tools over a real stack", (opened) => {
  describe("for everyone", () => testPageForEveryone(opened));
  describe("its layout", () => testPageLayout(opened));
  describe("its faults", () => testPageFaults(opened));
  describe("its playground", () => testPagePlayground(opened));
  describe("its exchanges", () => testPageExchanges(opened));
});
