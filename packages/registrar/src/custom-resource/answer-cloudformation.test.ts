import { expect, it } from "vitest";
import type { CustomResourceRequest } from "./custom-resource-request.ts";
import { toAnswer } from "./answer-cloudformation.ts";

const request: CustomResourceRequest = {
  type: "Create",
  responseUrl: "https://example.com/",
  stackId: "arn:aws:cloudformation:eu-west-1:123456789012:stack/cliq/1f2e",
  requestId: "2d4d8a1c-0001",
  logicalResourceId: "Actions",
  physicalResourceId: undefined,
  properties: {},
};
const failed = (reason: string) => toAnswer(request, { status: "FAILED", reason });

it("says what CloudFormation has to know", () => {
  expect(JSON.parse(toAnswer(request, { status: "SUCCESS", data: { Count: "3" } }))).toEqual({
    Status: "SUCCESS",
    PhysicalResourceId: expect.stringMatching(/^cliq-[0-9a-f]{32}$/) as string,
    StackId: request.stackId,
    RequestId: request.requestId,
    LogicalResourceId: "Actions",
    Data: { Count: "3" },
  });
  expect(JSON.parse(failed("No."))).toMatchObject({ Status: "FAILED", Reason: "No." });
});

it.each([
  ["plain", "x".repeat(10_000)],
  ["emoji", "👩‍👩‍👧‍👦".repeat(3_000)],
  ["quotes", '"\\'.repeat(5_000)],
  ["line breaks", "a\n".repeat(5_000)],
  ["lone surrogates", "\ud83d".repeat(10_000)],
  ["control characters", "\u0000\u0007x".repeat(5_000)],
])("fits 4,096 bytes whatever the reason (%s), and uses nearly all of them", (_name, reason) => {
  const answer = failed(reason);
  expect(Buffer.byteLength(answer)).toBeLessThanOrEqual(4_096);
  expect(Buffer.byteLength(answer)).toBeGreaterThan(4_080);
  const { Reason } = JSON.parse(answer) as { Reason: string };
  expect(Reason.endsWith("…")).toBe(true);
  expect(Reason.isWellFormed()).toBe(true);
});

it("leaves a reason that just fits as it is", () => {
  const room = 4_096 - Buffer.byteLength(failed("x")) + 1;
  expect(failed("y".repeat(room))).toContain(`"${"y".repeat(room)}"`);
  expect(Buffer.byteLength(failed("y".repeat(room)))).toBe(4_096);
  expect(Buffer.byteLength(failed("y".repeat(room + 1)))).toBeLessThanOrEqual(4_096);
});

it("never leaves a reason empty, and fails rather than send attributes that do not fit", () => {
  expect(JSON.parse(failed(" \n "))).toMatchObject({ Reason: "No reason is known." });
  expect(JSON.parse(toAnswer(request, { status: "SUCCESS", data: { Big: "x".repeat(5_000) } }))).toMatchObject({
    Status: "FAILED",
  });
});

it("keeps one physical id for ever, so that CloudFormation never replaces the resource", () => {
  const idOf = (changes: Partial<CustomResourceRequest>): unknown =>
    (
      JSON.parse(toAnswer({ ...request, ...changes }, { status: "SUCCESS", data: {} })) as {
        PhysicalResourceId: unknown;
      }
    ).PhysicalResourceId;
  const id = idOf({});
  expect(idOf({ requestId: "another", properties: { Manifest: "changed" } })).toBe(id);
  expect(idOf({ type: "Update", physicalResourceId: String(id), properties: { Manifest: "changed" } })).toBe(id);
  expect(idOf({ type: "Update", physicalResourceId: "of an older version" })).toBe("of an older version");
  expect(idOf({ type: "Delete", physicalResourceId: "invented" })).toBe("invented");
  expect(idOf({ stackId: "another" })).not.toBe(id);
});
