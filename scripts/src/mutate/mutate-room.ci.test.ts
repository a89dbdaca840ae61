import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished, expect, test } from "vitest";
import { mutateRoom } from "./mutate-room.ts";

const files = {
  "package.json": '{ "name": "@any/room", "type": "module" }',
  "src/is-cold.ts": `
// Stryker disable next-line ArrowFunction: nobody calls it
export const isCold = (degrees: number) => degrees < 5;`,
  "src/is-cold.test.ts": `
import { isCold } from "@any/room/is-cold";
import { expect, test } from "vitest";
test("frost is cold and summer is not", () => expect([isCold(-1), isCold(30)]).toEqual([true, false]));`,
};

test("a bug that no test notices is told with its place and change, and one set aside with its reason", async () => {
  // Below the repository, where Node finds vitest.
  const local = join(import.meta.dirname, "../../../.local");
  mkdirSync(local, { recursive: true });
  const folder = mkdtempSync(join(local, "room-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "src"));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);

  const score = await mutateRoom({ name: "room", folder, sources: ["src/is-cold.ts"], leastPercent: 90, json: true });

  expect(score).toEqual({
    room: "room",
    percent: 75,
    leastPercent: 90,
    killed: 3,
    survivors: [
      {
        file: "src/is-cold.ts",
        line: 3,
        mutator: "EqualityOperator",
        was: "degrees < 5",
        replacement: "degrees <= 5",
      },
    ],
    setAside: [
      {
        file: "src/is-cold.ts",
        line: 3,
        mutator: "ArrowFunction",
        was: "(degrees: number) => degrees < 5",
        replacement: "() => undefined",
        reason: "nobody calls it",
      },
    ],
  });
});
