import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stage, startStage } from "./start-stage.ts";

const running = new AsyncDisposableStack();
let stage: Stage;

beforeAll(async () => {
  stage = await startStage(running, 72);
});
afterAll(() => running.disposeAsync());

test("when Cliq fails the handler PATCH, the deployment says so and leaves Cliq without the action", async () => {
  stage.cliq.model.inject({ on: "updateHandler", kind: "refuse", times: 100 });
  const failed = await stage.aws.deploy(stage.stack).then(
    () => undefined,
    (error: unknown) => error as Error & { reason: string },
  );
  expect(failed?.reason).toMatch(/Archive|Create ticket|Translate/);
  expect(failed?.reason).toContain("execution_handler_update_failed");
  expect(stage.cliq.model.actions()).toEqual([]);
});

test("once Cliq is well again, the same deployment succeeds", async () => {
  stage.cliq.model.clearFaults();
  await stage.aws.deploy(stage.stack);
  expect(stage.cliq.model.actions()).toHaveLength(3);
});

test("deleting the stack takes the actions out of Cliq", async () => {
  await stage.aws.destroy("cliq-actions-local");
  expect(stage.cliq.model.actions()).toEqual([]);
});
