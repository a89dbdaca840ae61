import { expect, test } from "vitest";
import type { StageConnection } from "../stage/connect-stage.ts";
import { describeFound, findVersions } from "./find-versions.ts";

test("of Cliq's URLs nothing is said where the stack does not tell the address they would lead to", async () => {
  const stack = { stackId: "s", status: "UPDATE_COMPLETE", outputs: { CredentialVersion: "1" }, resources: [] };
  const connection = { stack, names: undefined, aws: {}, cliq: {} } as unknown as StageConnection;
  const found = await findVersions(
    async () => Promise.resolve(1),
    async () => Promise.resolve(connection),
    (error) => (error as Error).message,
  );
  expect(found.held).toBeUndefined();
  expect(describeFound(found)).toEqual([
    "infra/stages.ts says credentialVersion 1.",
    "The stack is UPDATE_COMPLETE, at version 1.",
    "What Cliq holds could not be read: the stack does not tell its API's address.",
  ]);
});
