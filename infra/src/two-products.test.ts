import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp } from "./build-app.ts";
import type { CliqActionsStack } from "./cliq-actions-stack.ts";
import { discoverActions } from "./discovery/discover-actions.ts";
import { chooseStage } from "./stages/define-stages.ts";
import { stackNameOf } from "./stages/stage-names.ts";
import { testActions } from "./testing/test-actions.ts";

// One folder for both: CDK then bundles each function once.
const outdir = mkdtempSync(join(tmpdir(), "two-products-"));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));
const teams = ["acme", "acme-actions"] as const;
const names = new Map<string, ReadonlySet<string>>();

/** The properties by which CloudFormation lets a template choose what a thing is called. */
const naming =
  /^(?:Name|DisplayName|(?:Alarm|Api|Bucket|Function|Group|LogGroup|Policy|Role|Rule|Table|Topic)Name|Namespace|METRIC_NAMESPACE|PARAMETER_PREFIX)$/;
/** Names inside something that has its own: alarms' dimensions, attributes of a table, policies within a role, the API's stage. */
const inner = /^(?:Dimensions|AttributeDefinitions|KeySchema|PolicyName|Targets)$/;

/** Every name that a template gives to something AWS has one of per account and region, and every parameter it reads. */
function namesIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value !== "object" || value === null) return found;
  for (const [key, child] of Object.entries(value)) {
    if (inner.test(key)) continue;
    const isOfAws = typeof child === "string" && child.startsWith("AWS/");
    if (naming.test(key) && typeof child === "string" && !isOfAws) found.add(child.replace(/^\//, ""));
    const [, parameter] = typeof child === "string" ? (/:parameter\/(.+)$/.exec(child) ?? []) : [];
    if (parameter !== undefined) found.add(parameter);
    namesIn(child, found);
  }
  return found;
}

beforeAll(async () => {
  const actions = (await discoverActions(testActions)).filter(({ slug }) => ["call-api", "keep-row"].includes(slug));
  for (const product of teams) {
    const stages = { dev: { organizationId: "1", dataCentre: "EU" } } as const;
    const stage = chooseStage({ name: product, stages }, "dev");
    const app = buildApp(stage, actions, { outdir });
    const stack = app.node.findChild(stackNameOf(stage)) as CliqActionsStack;
    expect(stack.stackName).toBe(`${product}-dev`);
    const resources = Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, { Type: string }>);
    // An alias is a name within its function.
    names.set(product, namesIn(resources.filter(({ Type }) => Type !== "AWS::Lambda::Alias")));
  }
});

test("every name that a product's template chooses begins with the product's", () => {
  for (const [product, chosen] of names) {
    expect(chosen.size).toBeGreaterThan(3);
    for (const name of chosen) expect(name).toMatch(new RegExp(`^${product}(?:[-/].*)?$`));
  }
});

test("two products in one account and region share no name, also where one's begins with the other's", () => {
  const [one, other] = teams.map((product) => names.get(product));
  expect([...(one ?? [])].filter((name) => other?.has(name))).toEqual([]);
});
