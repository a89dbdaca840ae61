import { join } from "node:path";
import type { Stack } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { expect, test } from "vitest";
import { discoverActions } from "@cliq-actions/infra/discovery/discover-actions";
import { stackWith } from "@cliq-actions/infra/testing/stack-with";

function findings(stack: Stack): string[] {
  return [new AwsSolutionsChecks(), new ServerlessChecks()]
    .flatMap((pack) => pack.validateScope(stack).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    );
}

test("no action's infra brings an unacknowledged finding of either rule pack", async () => {
  const bare = new Set(findings(stackWith(undefined)));
  expect(bare.size).toBeGreaterThan(0);
  for (const found of await discoverActions(join(import.meta.dirname, "src"))) {
    if (!("infra" in found)) continue;
    expect(findings(stackWith(found.infra)).filter((finding) => !bare.has(finding))).toEqual([]);
  }
});
