import { expect, it } from "vitest";
import { liveMany, toComplaints } from "./live-many.ts";

// The other half is a file of its own, for another core.
const count = Number(process.env.LIFECYCLES ?? 4_000) / 2;

it(
  "whatever fails, dies, comes twice or too late: nobody's action is touched, Cliq ends up as committed, limits hold, every event is answered",
  { timeout: 600_000 },
  async () => {
    expect(toComplaints(await liveMany(1, count))).toEqual([]);
  },
);
