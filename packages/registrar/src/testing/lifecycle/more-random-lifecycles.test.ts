import { expect, it } from "vitest";
import { liveMany, toComplaints } from "./live-many.ts";

const count = Number(process.env.LIFECYCLES ?? 4_000) / 2;

it("so it is in as many lives again", { timeout: 600_000 }, async () => {
  expect(toComplaints(await liveMany(1 + count, count))).toEqual([]);
});
