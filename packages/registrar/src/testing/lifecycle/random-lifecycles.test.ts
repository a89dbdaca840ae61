import { type CliqWorld, cliqWorlds } from "@cliq-actions/fake-cliq";
import { describe, expect, it } from "vitest";
import { liveMany, toComplaints } from "./live-many.ts";

/** So many in all, from SEED on; CONTRIBUTING says how to live more of them. */
const count = Math.ceil(Number(process.env.LIFECYCLES ?? 220) / Object.keys(cliqWorlds).length);
const first = Number(process.env.SEED ?? 1);

const worlds = Object.keys(cliqWorlds) as CliqWorld[];

describe(`lives ${first} to ${first + count - 1}: whatever fails, dies, comes twice or too late, nobody's action is touched, Cliq ends up as committed, limits hold, every event is answered, no secret is told`, () => {
  it.each(worlds)("in a Cliq where this is so: %s", { timeout: 600_000 }, async (world) => {
    expect(toComplaints(await liveMany(first, count, { world }))).toEqual([]);
  });
});
