import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readTemplate } from "./read-template.ts";

const folder = mkdtempSync(join(tmpdir(), "template-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

const dev = { product: "acme", name: "dev" };
const registrations = { Manifest: "{}", CredentialVersion: 3, ApiOrigin: { "Fn::GetAtt": ["Api", "ApiEndpoint"] } };
const withRegistrations = (Properties: object): object => ({
  Resources: { Actions: { Type: "Custom::CliqMessageActions", Properties } },
});

test("a template, or the folder it is in, tells what is wanted and which API is meant", async () => {
  const file = write("acme-dev.template.json", withRegistrations(registrations));
  const wanted = {
    logicalId: "Actions",
    properties: { Manifest: "{}", CredentialVersion: "3" },
    api: "Api",
    notAdopted: [],
  };
  expect(await readTemplate(file, dev)).toEqual(wanted);
  expect(await readTemplate(folder, dev)).toEqual(wanted);
  const told = {
    Resources: {
      Actions: { Type: "Custom::CliqMessageActions", Properties: registrations, Metadata: { NotAdopted: ["a"] } },
    },
  };
  expect(await readTemplate(write("told.json", told), dev)).toEqual({ ...wanted, notAdopted: ["a"] });
});

test("what is no template of the stage is a sentence that says what to name or to do", async () => {
  await expect(readTemplate(join(folder, "nothing"), dev)).rejects.toThrow(/There is no .*nothing: name a template/u);
  await expect(readTemplate(folder, { ...dev, name: "prod" })).rejects.toThrow(
    "has no acme-prod.template.json: synthesise stage prod into it.",
  );
  await expect(readTemplate(write("a.json", "not JSON"), dev)).rejects.toThrow(
    "a.json is not a CloudFormation template in JSON.",
  );
  await expect(readTemplate(write("b.json", { Resources: {} }), dev)).rejects.toThrow(
    "b.json has no Custom::CliqMessageActions",
  );
  const joined = withRegistrations({ ...registrations, Manifest: { "Fn::Join": [] } });
  await expect(readTemplate(write("c.json", joined), dev)).rejects.toThrow("c.json: the manifest is not plain text");
});
