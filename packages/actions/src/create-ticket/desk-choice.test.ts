import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, expect, test } from "vitest";
import { buildApp } from "@cliq-actions/infra/build-app";
import { bundleTo } from "@cliq-actions/infra/bundle-to";
import { readActionFolder } from "@cliq-actions/infra/discovery/read-action-folder";
import { choicesOf } from "@cliq-actions/infra/stages/choices-of";
import { chooseStage, type StageInput } from "@cliq-actions/infra/stages/define-stages";

const folder = mkdtempSync(join(tmpdir(), "desk-choice-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a stage with one line about its desk deploys of this action. */
async function deployed(desk: StageInput["desk"]) {
  const input = { organizationId: "1", dataCentre: "EU", ...(desk === undefined ? {} : { desk }) } as const;
  const stage = chooseStage({ name: "acme", stages: { dev: input } }, "dev");
  const found = await readActionFolder(import.meta.dirname);
  const app = buildApp(stage, [found], {
    outdir: join(folder, stage.desk.kind),
    context: { "aws:cdk:bundling-stacks": [] },
  });
  const template = Template.fromStack(app.node.children.find((child) => Stack.isStack(child)) as Stack);
  const bundled = join(folder, `bundle of ${stage.desk.kind}`);
  bundleTo(bundled, join(import.meta.dirname, "lambda.ts"), choicesOf(stage));
  return {
    secrets: [...JSON.stringify(template.findResources("AWS::IAM::Policy")).matchAll(/create-ticket\/([\w-]+)/g)].map(
      ([, secret]) => secret,
    ),
    variables: Object.values(template.findResources("AWS::Lambda::Function"))
      .map(({ Properties }) => Properties.Environment.Variables as Record<string, unknown>)
      .find(({ ACTION_SLUG: slug }) => slug === "create-ticket"),
    keeper: Object.values(template.findResources("AWS::Lambda::Function"))
      .map(({ Properties }) => Properties.Environment.Variables as Record<string, unknown>)
      .find((variables) => "CLIQ_DATA_CENTRE" in variables && !("BUDGET_SHARE" in variables)),
    due: JSON.stringify(template.findResources("AWS::Events::Rule")).split("grant").length - 1,
    code: readFileSync(join(bundled, "index.mjs"), "utf8"),
  };
}

const names = { github: "/search/issues", jira: "/search/jql", "zoho-desk": "Zoho-oauthtoken" };

test("without a word the desk is the built-in one, which has no secret and pays for no other", async () => {
  const { secrets, variables, code } = await deployed(undefined);
  expect(secrets).toEqual([]);
  expect(variables).toHaveProperty("TABLE_NAME");
  expect(Object.keys(variables ?? {})).not.toEqual(expect.arrayContaining(["TICKET_DESK"]));
  expect(Object.keys(variables ?? {})).not.toEqual(expect.arrayContaining(["CONNECTION_ORIGINS"]));
  for (const name of [...Object.values(names), "atlassian", "api.github.com"]) expect(code).not.toContain(name);
});

test.each([
  [{ kind: "github", repository: "acme/support" }, "github-token", undefined],
  [
    { kind: "jira", origin: "https://acme.atlassian.net", project: "OPS" },
    "jira-token",
    '{"jira":"https://acme.atlassian.net"}',
  ],
  [
    {
      kind: "zoho-desk",
      origin: "https://desk.zoho.eu",
      organizationId: "1",
      departmentId: "2",
      markField: "cf_mark",
    },
    "zoho-desk-token",
    '{"zohoDesk":"https://desk.zoho.eu"}',
  ],
] as const)("%j is one line, and the function gets that desk and its secret alone", async (desk, secret, origins) => {
  const { secrets, variables, code, keeper, due } = await deployed(desk);
  expect([...new Set(secrets)]).toEqual([secret]);
  // Tokens of Zoho Desk are handed out by the keeper, which alone knows the grant.
  const isKept = desk.kind === "zoho-desk";
  expect(keeper?.DESK_TOKEN_PARAMETERS).toBe(isKept ? `create-ticket/${secret}` : undefined);
  expect(due).toBe(isKept ? 1 : 0);
  expect(JSON.parse(String(variables?.TICKET_DESK))).toMatchObject(desk);
  expect(variables?.CONNECTION_ORIGINS).toBe(origins);
  for (const [kind, name] of Object.entries(names)) expect(code.includes(name), kind).toBe(kind === desk.kind);
});
