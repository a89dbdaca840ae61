import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { beforeFirstClick, endInitialisation } from "./initialisation.ts";

const place = Symbol.for("cliq-actions.initialisation");
const holder = globalThis as { [place]?: Promise<unknown> };
beforeEach(() => void delete holder[place]);
afterEach(() => {
  vi.useRealTimers();
  delete holder[place];
});

async function isOver(): Promise<boolean> {
  const over = Symbol("over");
  return (
    (await Promise.race([holder[place]?.then(() => over), new Promise((resolve) => void setImmediate(resolve))])) ===
    over
  );
}

test("initialisation waits for all work, whatever comes of it", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const [one, other] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  beforeFirstClick(async () => one.promise);
  beforeFirstClick(async () => other.promise);
  one.resolve();
  expect(await isOver()).toBe(false);
  other.reject(new Error("not reached"));
  expect(await isOver()).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test("it waits for half a second at most", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  beforeFirstClick(async () => new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(499);
  expect(await isOver()).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await isOver()).toBe(true);
});

test("nothing is begun once there is a click", async () => {
  endInitialisation();
  const begin = vi.fn(async () => Promise.resolve());
  beforeFirstClick(begin);
  expect(begin).not.toHaveBeenCalled();
  expect(await (globalThis as { [place]?: unknown })[place]).toBeNull();
});
