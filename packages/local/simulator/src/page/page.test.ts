import { describe } from "vitest";
import { describeInBrowser } from "../testing/describe-in-browser.ts";
import { testPageBesideCdk } from "../testing/page-beside-cdk.ts";
import { testPageChats } from "../testing/page-chats.ts";
import { testPageFollows } from "../testing/page-follows.ts";
import { testPageFunctions } from "../testing/page-functions.ts";
import { testPageInspector } from "../testing/page-inspector.ts";
import { testPageReplies } from "../testing/page-replies.ts";
import { testPageReplyParts } from "../testing/page-reply-parts.ts";
import { testPageWhyNot } from "../testing/page-why-not.ts";

// One browser and one deployment for all of them; what writes messages of its own comes last.
await describeInBrowser("the page over a real stack", (opened) => {
  describe("its inspector", () => testPageInspector(opened));
  describe("its menu", () => testPageWhyNot(opened));
  describe("its chats", () => testPageChats(opened));
  describe("its replies", () => testPageReplies(opened));
  describe("what its replies hold", () => testPageReplyParts(opened));
  describe("as it follows", () => testPageFollows(opened));
  describe("its buttons and forms", () => testPageFunctions(opened));
  describe("beside the CDK", () => testPageBesideCdk(opened));
});
