import { join } from "node:path";
import { expect, test } from "vitest";
import { decisionsBySentence } from "./decided-by-code.ts";
import { undeclaredLibraries } from "./declared-libraries.ts";
import { folderCycles } from "./folder-cycles.ts";
import { vagueNames } from "./plain-names.ts";
import { impureActions } from "./pure-actions.ts";
import { listFiles, readText } from "./read-repository.ts";
import { largeActions } from "./small-actions.ts";
import { type SourceFile, toSourceFile } from "./source-file.ts";
import { importsThatLeaveTheirRoom } from "./stays-in-its-room.ts";
import { handSpelledCommands, unspelledPrograms } from "./spelled-commands.ts";
import { unspelledRemedies } from "./spelled-remedies.ts";
import { namesWithoutUnit } from "./units-in-names.ts";

interface HouseRule {
  readonly rule: string;
  readonly find: (files: readonly SourceFile[], paths: readonly string[]) => string[];
  /** The smallest repository that breaks it. */
  readonly broken: Readonly<Record<string, string>>;
  /** What is said about that. */
  readonly finding: string;
}

const action = "packages/actions/src/greet";

const rules: readonly HouseRule[] = [
  {
    rule: "a room is imported by the name of its package",
    find: importsThatLeaveTheirRoom,
    broken: { "scripts/src/verb.ts": 'import { stage } from "../../infra/src/stage.ts";' },
    finding:
      'scripts/src/verb.ts imports "../../infra/src/stage.ts" out of its room: import it by the name of its package',
  },
  {
    rule: "the folders of a room form no cycle, types included",
    find: folderCycles,
    broken: {
      "packages/core/src/reply/card.ts": 'import type { Message } from "../message/message.ts";',
      "packages/core/src/message/message.ts": 'import { cut } from "../words/cut.ts";',
      "packages/core/src/words/cut.ts": 'export { card } from "../reply/card.ts";',
    },
    finding:
      "packages/core/src/message ↔ packages/core/src/reply ↔ packages/core/src/words: move what both need into one of them, " +
      "or into a third (packages/core/src/message/message.ts → packages/core/src/words/cut.ts; " +
      "packages/core/src/reply/card.ts → packages/core/src/message/message.ts; " +
      "packages/core/src/words/cut.ts → packages/core/src/reply/card.ts)",
  },
  {
    rule: "what an action.ts loads is pure",
    find: impureActions,
    broken: {
      [`${action}/action.ts`]: 'import { greeting } from "./greeting.ts";\nimport type { Store } from "./store.ts";',
      [`${action}/greeting.ts`]: 'import { hostname } from "node:os";',
      [`${action}/store.ts`]: 'import { S3Client } from "@aws-sdk/client-s3";',
    },
    finding: `${action}/greeting.ts uses "node:os", and ${action}/action.ts loads it: put it behind a port that lambda.ts passes in`,
  },
  {
    rule: "what an action.ts loads calls neither fetch nor the environment",
    find: impureActions,
    broken: {
      [`${action}/action.ts`]: 'import { greeting } from "./greeting.ts"; // not process.env',
      [`${action}/greeting.ts`]:
        'export const greeting = "Starts the process. See fetch(" + `//` + process.env.GREETING;',
    },
    finding: `${action}/greeting.ts uses process., and ${action}/action.ts loads it: put it behind a port that lambda.ts passes in`,
  },
  {
    rule: "an action has at most six source files",
    find: (_, paths) => largeActions(paths),
    broken: Object.fromEntries(
      ["a", "b", "c", "d", "e", "f", "g", "a.test"].map((name) => [`${action}/${name}.ts`, ""]),
    ),
    finding: `${action} has 7 source files, at most 6: put what belongs together into one, or give it a package of its own`,
  },
  {
    rule: "a library of an action is named in its own package.json",
    find: undeclaredLibraries,
    broken: { [`${action}/lambda.ts`]: 'import { S3Client } from "@aws-sdk/client-s3";' },
    finding: `${action}/lambda.ts imports "@aws-sdk/client-s3": name it in ${action}/package.json, which goes with the folder`,
  },
  {
    rule: "folders are named for what they are about",
    find: (_, paths) => vagueNames(paths),
    broken: { "packages/aws/src/utils/sign.ts": "" },
    finding: 'packages/aws/src/utils/sign.ts lies in "utils", which says nothing: name the folder for what it is about',
  },
  {
    rule: "test support lies in testing/",
    find: (_, paths) => vagueNames(paths),
    broken: { "packages/aws/src/event.fixture.ts": "" },
    finding:
      'packages/aws/src/event.fixture.ts is test support: it belongs into a folder "testing" of its room, named for what it gives',
  },
  {
    rule: "a time says its unit",
    find: namesWithoutUnit,
    broken: { "packages/aws/src/wait.ts": "export function wait(timeout: number, delayMs: number): void;" },
    finding: 'packages/aws/src/wait.ts: "timeout" is a number of what? End it in Ms, Seconds or Minutes',
  },
  {
    rule: "a remedy is spelled out by who knows the verb",
    find: unspelledRemedies,
    broken: { "packages/registrar/src/run.ts": 'const late = "Wait, then deploy again."; // or deploy again' },
    finding:
      'packages/registrar/src/run.ts says "deploy again": use a mark of @cliq-actions/cliq/remedies, spelled out by who knows the verb',
  },
  {
    rule: "a command is spelled where it is printed",
    find: handSpelledCommands,
    broken: { "packages/registrar/src/run.ts": 'const late = "npx pnpm@1.2.3 start"; // as npx pnpm@1.2.3 does' },
    finding:
      'packages/registrar/src/run.ts says "npx pnpm@…": write `pnpm <script>`, which spellOutput of infra/src/commands spells',
  },
  {
    rule: "no decision is made by words inside a sentence",
    find: decisionsBySentence,
    broken: {
      "packages/registrar/src/run.ts": "if (/AccessDenied/.test(error.message) && !/[.!?]$/.test(reason)) stop();",
    },
    finding:
      "packages/registrar/src/run.ts looks into a sentence (.test(error.message): decide by a code or a name, which nobody else can write",
  },
];

const root = join(import.meta.dirname, "../../..");
const paths = listFiles(root);
const files = paths
  .filter((path) => /(?<!\.d)\.ts$/.test(path) && !path.startsWith("scripts/src/house-rules/"))
  .map((path) => toSourceFile(path, readText(root, path)));

test.each(rules)("$rule: this repository keeps it", ({ find }) => {
  expect(files.length).toBeGreaterThan(100);
  expect(find(files, paths)).toEqual([]);
});

test.each(rules)(
  "$rule: where it is broken, the sentence names the file and the remedy",
  ({ find, broken, finding }) => {
    const sources = Object.entries(broken).map(([path, text]) => toSourceFile(path, text));
    expect(find(sources, Object.keys(broken))).toEqual([finding]);
  },
);

test("every program of package.json's scripts prints commands as this machine runs them", () => {
  const { scripts } = JSON.parse(readText(root, "package.json")) as { scripts: Record<string, string> };
  expect(unspelledPrograms(files, scripts)).toEqual([]);
  const silent = toSourceFile("scripts/src/new.ts", "// spellOutput();\nprocess.stdout.write('pnpm start');");
  expect(unspelledPrograms([silent], { new: "node scripts/src/new.ts" })).toEqual([
    "scripts/src/new.ts prints without spellOutput() of infra/src/commands/spell-commands.ts",
  ]);
});

test("the index of decisions has each record once, with its title, in order", () => {
  const folder = "docs/decisions/";
  const listed = readText(root, `${folder}README.md`).matchAll(/^\| (\d{3}) \| \[(.+?)\]\((.+?)\)/gm);
  const records = paths.filter((path) => /^docs\/decisions\/\d{3}-/.test(path)).toSorted();
  expect([...listed].map(([, number, title, file]) => `${file}: ${number}. ${title}`)).toEqual(
    records.map((path) => `${path.slice(folder.length)}: ${/^# (.+)/.exec(readText(root, path))?.[1]}`),
  );
});
