import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readAssembly } from "./read-assembly.ts";

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "assembly-"));
});
afterEach(() => rm(folder, { recursive: true }));

const templateOf = (...properties: object[]): string =>
  JSON.stringify({
    Resources: Object.fromEntries(properties.map((Properties, index) => [`R${index}`, { Type: "T", Properties }])),
  });
const functionWith = (Variables: object): object => ({ Environment: { Variables } });

test("the organisation and the parameters' place are read off the functions, slugs off the manifest", async () => {
  const Manifest = JSON.stringify({ version: 1, actions: [{ slug: "keep-row", name: "Keep row (dev)" }] });
  await writeFile(
    join(folder, "App.template.json"),
    templateOf(
      functionWith({ CLIQ_ORGANIZATION_ID: "600" }),
      functionWith({ PARAMETER_PREFIX: "/cliq-actions/local" }),
      { Manifest },
    ),
  );
  expect(await readAssembly(folder)).toEqual({
    organizationId: "600",
    parameterPrefix: "/cliq-actions/local",
    slugs: new Map([["Keep row (dev)", "keep-row"]]),
  });
});

test("a manifest that refers to assets is read without them, and a stage without webhooks names no organisation", async () => {
  const parts = ['{"actions":[{"slug":"run-script","name":"Run script","script":{"bucket":"', { Ref: "B" }, '"}}]}'];
  await writeFile(
    join(folder, "App.template.json"),
    templateOf(functionWith({ PARAMETER_PREFIX: "/p" }), { Manifest: { "Fn::Join": ["", parts] } }),
  );
  const slugs = new Map([["Run script", "run-script"]]);
  expect(await readAssembly(folder)).toEqual({ parameterPrefix: "/p", slugs });
});

test("what is missing is named", async () => {
  await expect(readAssembly(folder)).rejects.toThrow("holds no template");
  await writeFile(join(folder, "App.template.json"), templateOf(functionWith({ PARAMETER_PREFIX: { Ref: "P" } })));
  await expect(readAssembly(folder)).rejects.toThrow("No function in App.template.json has PARAMETER_PREFIX");
});
