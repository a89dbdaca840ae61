import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "../testing/copy-repository.ts";
import { measureWaits } from "./measure-waits.ts";

test("synthesis and start are waited for, and what is edited is a copy", async () => {
  const edited = join(repository, "infra/src/testing/actions/echo/action.ts");
  const before = readFileSync(edited, "utf8");
  const waits = await measureWaits(1);
  expect(readFileSync(edited, "utf8")).toBe(before);
  expect(Object.values(waits).flatMap((seconds) => seconds.map((one) => one > 0))).toEqual(Array(5).fill(true));
}, 600_000);
