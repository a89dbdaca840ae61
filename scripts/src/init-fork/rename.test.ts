import { expect, test } from "vitest";
import { forgetActions } from "./forget-actions.ts";
import { readProduct, renameInDocs, writeProduct } from "./rename-product.ts";
import { renameScope } from "./rename-scope.ts";

test("every form of the npm scope is renamed, and nothing that only looks like it", () => {
  const text = 'from "@ours/core"; "@ours/*" "@ours" \'@ours/aws/log\' npm:@ours/x @oursome/core a@ours/x me@ours';
  expect(renameScope(text, "@ours", "@acme")).toBe(
    'from "@acme/core"; "@acme/*" "@acme" \'@acme/aws/log\' npm:@acme/x @oursome/core a@ours/x me@ours',
  );
});

test("the product is renamed where a stages file says it once, and read from nowhere else", () => {
  const stages =
    'export default defineStages({\n  name: "ours",\n  stages: {\n    dev: {\n      name: "x",\n    },\n  },\n});\n';
  expect(readProduct(stages)).toBe("ours");
  expect(writeProduct(stages, "acme-cliq")).toBe(stages.replace('"ours"', '"acme-cliq"'));
  expect(readProduct(stages.replace('  name: "ours",\n', ""))).toBeUndefined();
  expect(readProduct(`${stages}\n  name: "again",`)).toBeUndefined();
});

test("docs name the product's parameters and stacks anew, and keep links and packages", () => {
  const page =
    "`/ours/<stage>/signing-key`, `/ours/dev/oauth`, stack ours-dev, @ours/core, https://x.example/ours/dev, ours-device";
  expect(renameInDocs(page, "ours", "acme")).toBe(
    "`/acme/<stage>/signing-key`, `/acme/dev/oauth`, stack acme-dev, @ours/core, https://x.example/ours/dev, ours-device",
  );
});

test("a page forgets a deleted action: its row, its list item, and links into its folder; other actions stay", () => {
  const page = [
    "| `gone` | a bucket |",
    "| [`gone`](../packages/actions/src/gone) | again |",
    "| `gone-too` | stays |",
    "- `gone`: a list item",
    "See [its code](../packages/actions/src/gone/action.ts), [another](../packages/actions/src/gone-too/action.ts) and ![gone](page.png).",
  ].join("\n");
  expect(forgetActions(page, "docs/page.md", ["gone"]).split("\n")).toEqual([
    "| `gone-too` | stays |",
    "See its code, [another](../packages/actions/src/gone-too/action.ts) and ![gone](page.png).",
  ]);
});
