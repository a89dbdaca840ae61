import { afterAll, expect, test, vi } from "vitest";
import { failOnStrayError, watchStrayErrors } from "./stray-errors.ts";
import { clickOn, startLambda } from "./testing/lambda-process.ts";

const lambda = startLambda(import.meta.resolve("./testing/stray-lambda.ts"), {
  AWS_LAMBDA_RUNTIME_API: "127.0.0.1:1",
});
afterAll(() => lambda.kill());

const say = (text: string): string => clickOn("text-message", { message: { type: "text", text } });
const lines = (): Record<string, unknown>[] =>
  lambda
    .log()
    .trim()
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Record<string, unknown> => JSON.parse(line));

test.each([
  ["callback", 1],
  ["promise", 2],
])("an error in a %s that nobody waits for fails the click it came in", async (text, clicks) => {
  const [answer] = await lambda.deliver(say(text));
  expect(answer).toMatchObject({ status: 200, body: expect.stringContaining("Something went wrong.") as string });
  // The log comes by another pipe than the answer.
  await vi.waitFor(() => expect(lines()).toHaveLength(clicks), { timeout: 60_000 });
  expect(lines().at(-1)).toMatchObject({ Outcome: "bug", status: 200, error: { name: "RangeError" } });
});

test("one that comes after its click is a line of its own, and the next click is served", async () => {
  const [answer] = await lambda.deliver(say("later"));
  expect(answer?.body).toContain("Done");
  const ofNoClick = await vi.waitUntil(() => lines().find((line) => !("status" in line)), { timeout: 60_000 });
  expect(ofNoClick).toMatchObject({ Outcome: "bug", Invocations: 1, error: { name: "RangeError" } });
  const [next] = await lambda.deliver(say("on"));
  expect(next?.body).toContain("Done");
  expect(lambda.log()).not.toContain("CANARY");
});

test("on Lambda alone, and once, errors are watched: they fail what is under way, and are reported where nothing is", () => {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const before = events.map((event) => process.listeners(event as "uncaughtException"));
  const added = () =>
    events.map((event, index) =>
      process.listeners(event as "uncaughtException").filter((one) => !before[index]?.includes(one)),
    );
  const reported: unknown[] = [];
  delete process.env.AWS_LAMBDA_RUNTIME_API;
  watchStrayErrors((error) => reported.push(error));
  expect(added()).toEqual([[], []]);
  process.env.AWS_LAMBDA_RUNTIME_API = "127.0.0.1:1";
  watchStrayErrors((error) => reported.push(error));
  watchStrayErrors((error) => reported.push(error));
  const [[onStray, ...more], rejections] = added() as [NodeJS.UncaughtExceptionListener[], unknown[]];
  events.forEach((event) => process.removeListener(event, onStray as never));
  expect([more, rejections]).toEqual([[], [onStray]]);
  const failed: unknown[] = [];
  const over = failOnStrayError((error) => failed.push(error));
  onStray?.(new Error("under way"), "uncaughtException");
  over();
  onStray?.(new Error("late"), "uncaughtException");
  expect([failed, reported].map((errors) => errors.map(String))).toEqual([["Error: under way"], ["Error: late"]]);
});
