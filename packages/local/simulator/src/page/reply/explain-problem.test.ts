import { expect, test } from "vitest";
import type { InvocationReport } from "../../page-api.ts";
import { explainProblem } from "./explain-problem.ts";

const report: InvocationReport = {
  id: "1",
  at: 1_795_374_603_149,
  action: {
    id: "53719000002124011",
    slug: "a",
    name: "A",
    hint: "h",
    scope: "organization",
    messageTypes: ["text"],
    multiSelectable: false,
    permissions: [],
    executionType: "webhook",
  },
  personId: "1",
  messageIds: ["m"],
  request: { method: "POST", url: "http://127.0.0.1/actions/a/b", headers: {}, body: "{}" },
  response: { status: 200, headers: {}, body: '{"output":""}' },
  outcome: "answered",
  ms: 12,
  logs: [],
};

test("an answer Cliq can show needs no explanation", () => {
  expect(explainProblem(report)).toBeUndefined();
});

test.each([
  [{ outcome: "timed-out", ms: 15_003, response: undefined }, /^Cliq waited 15 seconds and gave up\. /u],
  [{ outcome: "unreachable", response: undefined }, /^Cliq could not reach the action's address\. /u],
  [
    { response: { status: 503, headers: {}, body: "" } },
    /^The action answered HTTP 503\. It did not answer in time, or is not configured\. /u,
  ],
  [{ response: { status: 418, headers: {}, body: "" } }, /^The action answered HTTP 418\. What Cliq shows/u],
  [{ problem: "The answer's body is not JSON." }, /^The answer's body is not JSON\. /u],
] as const)("%j is explained, without inventing what Cliq shows", (change, sentence) => {
  const explained = explainProblem({ ...report, ...change });
  expect(explained).toMatch(sentence);
  expect(explained).toMatch(/is not documented\.$/u);
});
