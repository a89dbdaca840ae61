import { describe } from "vitest";
import { describeInBrowser } from "../testing/describe-in-browser.ts";
import { testPageBesideCdk } from "../testing/page-beside-cdk.ts";
import { testPageChats } from "../testing/page-chats.ts";
import { testPageFaults } from "../testing/page-faults.ts";
import { testPageExchanges } from "../testing/page-exchanges.ts";
import { testPageFollows } from "../testing/page-follows.ts";
import { testPageForEveryone } from "../testing/page-for-everyone.ts";
import { testPageFunctions } from "../testing/page-functions.ts";
import { testPageInspector } from "../testing/page-inspector.ts";
import { testPageLayout } from "../testing/page-layout.ts";
import { testPagePlayground } from "../testing/page-playground.ts";
import { testPageReplies } from "../testing/page-replies.ts";
import { testPageReplyParts } from "../testing/page-reply-parts.ts";
import { testPageWhyNot } from "../testing/page-why-not.ts";

// One browser and one deployment for all of them; what writes messages of its own comes last.
await describeInBrowser("the page over a real stack", (opened) => {
  describe("for everyone", () => testPageForEveryone(opened));
  describe("its layout", () => testPageLayout(opened));
  describe("its inspector", () => testPageInspector(opened));
  describe("its faults", () => testPageFaults(opened));
  describe("its playground", () => testPagePlayground(opened));
  describe("its menu", () => testPageWhyNot(opened));
  describe("its chats", () => testPageChats(opened));
  describe("its replies", () => testPageReplies(opened));
  describe("what its replies hold", () => testPageReplyParts(opened));
  describe("as it follows", () => testPageFollows(opened));
  describe("its buttons and forms", () => testPageFunctions(opened));
  describe("its exchanges", () => testPageExchanges(opened));
  describe("beside the CDK", () => testPageBesideCdk(opened));
});
