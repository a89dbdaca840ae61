import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineDelugeAction, type Manifest } from "@cliq-actions/core";
import { Annotations, Match, Template } from "aws-cdk-lib/assertions";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp } from "./build-app.ts";
import type { CliqActionsStack } from "./cliq-actions-stack.ts";
import { chooseStage } from "./stages/define-stages.ts";

const folder = mkdtempSync(join(tmpdir(), "published-"));
afterAll(() => rmSync(folder, { recursive: true }));

let stack: CliqActionsStack;
let template: Template;
const [source, icon] = ["return Map();", "png"];

beforeAll(() => {
  const [script, image] = [join(folder, "script.ds"), join(folder, "icon.png")];
  writeFileSync(script, source);
  writeFileSync(image, icon);
  const action = defineDelugeAction({
    name: "Note",
    hint: "h",
    scope: "personal",
    messageTypes: ["text"],
    script: "./script.ds",
    image: "./icon.png",
    adopt: "5",
  });
  const stage = chooseStage(
    { name: "cliq-actions", stages: { dev: { organizationId: "1", dataCentre: "US" } } },
    "dev",
  );
  const app = buildApp(stage, [{ slug: "note", action, script, image }], { outdir: join(folder, "out") });
  stack = app.node.findChild("cliq-actions-dev") as CliqActionsStack;
  template = Template.fromStack(stack);
});

test("a Deluge action is an asset the registrar may read, and neither route nor function", () => {
  expect(template.findResources("AWS::ApiGatewayV2::Route")).toEqual({});
  const [registrations] = Object.values(template.findResources("Custom::CliqMessageActions")) as {
    Properties: { Manifest: string; AssetBucket: unknown };
  }[];
  const { actions }: Manifest = JSON.parse(registrations?.Properties.Manifest ?? "");
  const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");
  expect(actions).toMatchObject([
    {
      slug: "note",
      name: "Note (dev)",
      execution_type: "deluge",
      script: { sha256: digestOf(source) },
      image: { sha256: digestOf(icon) },
    },
  ]);
  expect(JSON.stringify(registrations?.Properties.AssetBucket)).toContain("cdk-hnb659fds-assets-");

  const policies = Object.entries(template.findResources("AWS::IAM::Policy")).filter(([id]) =>
    id.startsWith("Registrations"),
  );
  const statements = policies.flatMap(
    ([, policy]) =>
      (policy as { Properties: { PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown }[] } } })
        .Properties.PolicyDocument.Statement,
  );
  const reads = statements.filter(({ Action }) => JSON.stringify(Action).includes("s3:"));
  expect(reads.map(({ Action }) => Action)).toEqual(["s3:GetObject"]);
  for (const file of [actions[0]?.script, actions[0]?.image])
    expect(JSON.stringify(reads[0]?.Resource)).toContain(`/${file?.key}"`);
  expect(JSON.stringify(reads)).not.toContain("*");
});

test("that a stage of other names adopts nothing is said at synth, and in the template for the plan", () => {
  const told = Annotations.fromStack(stack).findInfo(
    "*",
    Match.stringLikeRegexp("^note: this stage gives its actions"),
  );
  expect(told).toHaveLength(1);
  template.hasResource("Custom::CliqMessageActions", { Metadata: { NotAdopted: ["note"] } });
});
