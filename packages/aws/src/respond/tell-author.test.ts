import { UserError } from "@cliq-actions/core";
import { afterEach, expect, test } from "vitest";
import { freshBody, post, serveWith } from "../testing/webhook.ts";

const place = Symbol.for("cliq-actions.failure");
const listening = globalThis as { [place]?: (failure: unknown) => void };
afterEach(() => {
  delete listening[place];
});

test("who listens on this machine is told what an action threw, the very error, and nothing of what it did not throw", async () => {
  const told: unknown[] = [];
  listening[place] = (failure) => told.push(failure);
  const asked = new UserError("Please name a number.");
  const handler = serveWith(undefined, () => {
    throw asked;
  });
  await post(handler, freshBody());
  await post(handler, freshBody(), { pathParameters: { credential: "wrong" } });
  await post(handler, "{}");
  expect(told).toEqual([{ error: asked, outcome: "user_error", requestId: "7f3a1c2e-0000-4000-8000-000000000000" }]);
});
