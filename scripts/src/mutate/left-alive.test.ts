import { expect, test } from "vitest";
import { replaceSection, toSection } from "./left-alive.ts";

const bug = { file: "src/a.ts", line: 3, mutator: "StringLiteral", was: '""', replacement: '"x"' };

test("a room's section has its score, and what was left alive and set aside by reason and file", () => {
  const section = toSection({
    room: "core",
    percent: 200 / 3,
    leastPercent: 60,
    killed: 6,
    survivors: [bug, { ...bug, file: "src/b.ts" }, { ...bug, was: "word" }],
    setAside: [{ ...bug, reason: "nobody calls it" }],
  });
  expect(section.split("\n")).toEqual([
    "## core: 66.7 %",
    "",
    "`pnpm mutate core` planted 9 bugs, of which 6 were noticed; 60 % are owed.",
    "",
    "| Left alive because | bugs | where |",
    "|---|---|---|",
    "| stands in for what is missing: what it is compared with, any other fits as little | 2 | src/a.ts 1, src/b.ts 1 |",
    "| not looked at yet | 1 | src/a.ts 1 |",
    "",
    "| Set aside in the code, with its words | bugs | where |",
    "|---|---|---|",
    "| nobody calls it | 1 | src/a.ts 1 |",
  ]);
});

test("it takes the place of the one before, or stands behind the others", () => {
  const page = "# Bugs\n\nWords.\n\n## core: 1.0 %\n\nold\n\n## aws: 2.0 %\n\naws\n";
  expect(replaceSection(page, "core", "## core: 3.0 %\n\nnew")).toBe(page.replace("1.0 %\n\nold", "3.0 %\n\nnew"));
  expect(replaceSection(page, "cliq", "## cliq: 4.0 %\n\nnew")).toBe(`${page}\n## cliq: 4.0 %\n\nnew\n`);
});
