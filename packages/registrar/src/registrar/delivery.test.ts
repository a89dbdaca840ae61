import { expect, it } from "vitest";
import type { CustomResourceRequest } from "../custom-resource/custom-resource-request.ts";
import { givenIdOf } from "../custom-resource/answer-cloudformation.ts";
import { deduplicate, sentAt } from "./delivery.ts";
import type { LedgerState } from "./ledger.ts";

const now = Date.parse("2026-11-22T09:00:00Z");
const stack = { stackId: "arn:aws:cloudformation:eu-west-1:123456789012:stack/cliq/1", logicalResourceId: "Actions" };
const empty: LedgerState = { actions: {}, deadlines: {} };

function requestOf(
  type: CustomResourceRequest["type"],
  query: string,
  physicalResourceId = givenIdOf(stack),
): CustomResourceRequest {
  return {
    ...stack,
    type,
    requestId: "r",
    responseUrl: `https://storage.example/${type}?${query}`,
    physicalResourceId,
    properties: {},
  };
}

/** The row after these deliveries, and how the last one stands. */
function enrol(...requests: readonly CustomResourceRequest[]) {
  let row = empty;
  let standing = "";
  for (const request of requests) {
    const judgement = deduplicate(request, row, now);
    standing = "owner" in judgement ? "current" : "answered";
    row = judgement.state;
  }
  return { row, standing };
}

it("reads when an event was sent from either form of pre-signed URL, and nothing from another", () => {
  expect(sentAt("https://storage.example/?X-Amz-Date=20261122T090000Z&X-Amz-Expires=7200")).toBe(now);
  expect(sentAt("https://storage.example/?AWSAccessKeyId=A&Expires=1795341600&Signature=s")).toBe(1_795_341_600_000);
  for (const url of ["https://storage.example/", "https://storage.example/?X-Amz-Date=yesterday", "no URL"])
    expect(sentAt(url)).toBeUndefined();
});

it("lets the event rule that was sent last, in whatever order they arrive", () => {
  const create = requestOf("Create", "X-Amz-Date=20261122T085900Z");
  const remove = requestOf("Delete", "X-Amz-Date=20261122T085930Z");
  expect(enrol(create, remove)).toMatchObject({ standing: "current", row: { latest: { type: "Delete" } } });
  expect(enrol(remove, create)).toMatchObject({ standing: "answered", row: { latest: { type: "Delete" } } });
  expect(enrol(create, remove, create).standing).toBe("answered");
});

it("goes by arrival where the URLs do not tell, but for the Create that a Delete with an invented id undoes", () => {
  const create = requestOf("Create", "s=1");
  expect(enrol(requestOf("Delete", "s=2"), create).standing).toBe("current");
  const invented = requestOf("Delete", "s=2", "stack_Actions_1X2INVENTED3");
  expect(enrol(invented, create)).toMatchObject({ standing: "answered", row: { latest: { type: "Delete" } } });
  expect(enrol(invented, create, requestOf("Create", "s=3"))).toMatchObject({
    standing: "current",
    row: { latest: { type: "Create" } },
  });
});

it("dates the deadline from when the event was sent, and never so that nothing is left of the wait", () => {
  const minutes = (query: string, arrivedAt = now): number => {
    const { state } = deduplicate(requestOf("Create", query), empty, now, arrivedAt);
    return (Object.values(state.deadlines)[0] ?? 0) / 60_000 - now / 60_000;
  };
  // An hour, less a minute for the answer.
  expect(minutes("s=1")).toBe(59);
  expect(minutes("s=1", now - 780_000)).toBe(46);
  expect(minutes("X-Amz-Date=20261122T083000Z")).toBe(29);
  expect(minutes("X-Amz-Date=20261122T070000Z")).toBe(19);
  expect(minutes("X-Amz-Date=20261122T091500Z")).toBe(59);
  expect(minutes("Expires=1795341600")).toBe(59);
});

it("does nothing for a delivery whose deadline has passed", () => {
  const update = requestOf("Update", "s=1");
  const { row } = enrol(update);
  expect(deduplicate(update, row, now + 3_600_000)).toEqual({ state: row, instead: "stale" });
});
