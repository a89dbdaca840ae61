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

const withVariables = (...variables: object[]): string =>
  JSON.stringify({
    Resources: Object.fromEntries(
      variables.map((Variables, index) => [
        `F${index}`,
        { Type: "AWS::Lambda::Function", Properties: { Environment: { Variables } } },
      ]),
    ),
  });

test("the organisation and the parameters' place are read off the functions", async () => {
  await writeFile(
    join(folder, "App.template.json"),
    withVariables({ CLIQ_ORGANIZATION_ID: "600" }, { PARAMETER_PREFIX: "/cliq-actions/local" }),
  );
  expect(await readAssembly(folder)).toEqual({ organizationId: "600", parameterPrefix: "/cliq-actions/local" });
});

test("what is missing is named", async () => {
  await expect(readAssembly(folder)).rejects.toThrow("holds no template");
  await writeFile(join(folder, "App.template.json"), withVariables({ CLIQ_ORGANIZATION_ID: { Ref: "Parameter" } }));
  await expect(readAssembly(folder)).rejects.toThrow("No function in App.template.json has CLIQ_ORGANIZATION_ID");
});
