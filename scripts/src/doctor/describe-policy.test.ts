import { expect, test } from "vitest";
import { describePolicy } from "./describe-policy.ts";

test("a policy is told rule by rule, with what happens where the event does not tell", () => {
  expect(describePolicy({ guests: false })).toBe("no guests; refused where the event does not tell");
  expect(
    describePolicy({
      emailDomains: ["example.com", "example.org"],
      administrators: true,
      chats: ["CT_1"],
      chatTypes: ["channel", "thread"],
      whenUnknown: "allow",
    }),
  ).toBe(
    "addresses at example.com, example.org; administrators; 1 chat and threads; chats of the kind channel, thread; " +
      "served where the event does not tell",
  );
  expect(describePolicy({ chats: ["CT_1", "CT_2"] })).toContain("2 chats and threads");
});
