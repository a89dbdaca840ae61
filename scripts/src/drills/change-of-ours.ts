import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listFiles, readText } from "../house-rules/read-repository.ts";

/** What a version of ours brings that nothing else could have written. */
export const newFile = "packages/core/src/next-version.ts";

/**
 * Changes a copy of our repository as a version of ours might: a line beside every import of a room, which a renamed
 * fork has changed too; new code with its test; the changelog, the README, a version, a dependency.
 */
export function writeChangeOfOurs(ours: string): void {
  const edit = (path: string, change: (text: string) => string): void =>
    writeFileSync(join(ours, path), change(readText(ours, path)));
  const { name } = JSON.parse(readFileSync(join(ours, "packages/core/package.json"), "utf8")) as { name: string };
  const scope = name.slice(0, name.indexOf("/"));
  const importOfRoom = new RegExp(`^(?:import|\\} from) .*"${scope}/.*";$`, "m");
  for (const path of listFiles(ours).filter(
    (file) => file.endsWith(".ts") && !file.startsWith("scripts/src/drills/"),
  )) {
    if (importOfRoom.test(readText(ours, path)))
      edit(path, (text) => text.replace(importOfRoom, "$&\n// The next version."));
  }
  writeFileSync(join(ours, newFile), '/** The next version. */\nexport const nextVersion = "next";\n');
  writeFileSync(
    join(ours, newFile.replace(".ts", ".test.ts")),
    'import { expect, test } from "vitest";\nimport { nextVersion } from "./next-version.ts";\n\n' +
      'test("the next version has arrived", () => {\n  expect(nextVersion).toBe("next");\n});\n',
  );
  edit("CHANGELOG.md", (text) => text.replace("\n## ", "\n## The next version\n\n- More.\n\n## "));
  edit("README.md", (text) => `${text}\nThis is the next version.\n`);
  edit("package.json", (text) => text.replace(/"version": ".*"/, '"version": "99.0.0"'));
  edit("packages/core/package.json", (text) =>
    text.replace('"devDependencies": {', '"devDependencies": {\n    "typescript": "catalog:",'),
  );
}
