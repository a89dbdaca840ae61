import { startFakeCliq } from "@cliq-actions/fake-cliq";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FakeCliq } from "@cliq-actions/fake-cliq";
import { people } from "../simulation/people.ts";
import { watchFunctions } from "../simulation/watch-functions.ts";
import type { Booted } from "./boot.ts";
import { createProgress } from "./progress.ts";
import { runOnce } from "./run-once.ts";

let cliq: FakeCliq;
beforeAll(async () => {
  cliq = await startFakeCliq({ person: people.scott });
});
afterAll(() => cliq.stop());

/** Runs what is registered in the local Cliq, with nothing deployed. */
async function run(): Promise<{ ok: boolean; slugs: string[]; said: string }> {
  let said = "";
  const booted = {
    cliq,
    actionsFolder: "/repository/packages/actions/src",
    assembly: { parameterPrefix: "/p", slugs: new Map([["Run script", "run-script"]]) },
    server: { url: "http://127.0.0.1:1" },
    stack: { apiUrl: "", functions: [] },
    watch: watchFunctions(),
    bootMs: 1,
  } as unknown as Booted;
  const { ok, registrations } = await runOnce(
    booted,
    createProgress((text) => (said += text)),
  );
  return { ok, slugs: registrations.map(({ slug }) => slug), said };
}

const fields = { hint: "h", scope: "organization" as const, message_types: ["text" as const] };

test("without actions nothing can fail, and it is said where they would be", async () => {
  const { ok, said } = await run();
  expect(ok).toBe(true);
  expect(said).toBe("  no actions: there is no action folder in /repository/packages/actions/src\n");
});

test("Deluge actions are registered and not run; an address that does not answer fails and is named", async () => {
  const admin = cliq.model.actAs(people.scott);
  admin.create({ ...fields, name: "Run script", execution_type: "deluge" }, Date.now());
  expect(await run()).toEqual({
    ok: true,
    slugs: ["run-script"],
    said: "  run-script is registered; its Deluge script runs inside Zoho, and not here\n",
  });
  const url = "http://127.0.0.1:1/actions/gone/x";
  admin.create({ ...fields, name: "Gone", execution_type: "webhook", execution_url: url }, Date.now());
  const { ok, said } = await run();
  expect(ok).toBe(false);
  expect(said).toContain("failed: Gone on text: The execution URL could not be reached");
});
