import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { fencedBlocks } from "./drills/fenced-files.ts";
import { cliqProgram } from "./program.ts";
import { repository } from "./testing/copy-repository.ts";

/** Pages that tell people what to type. */
const pages = ["README.md", "CONTRIBUTING.md", ...globSync("docs/*.md", { cwd: repository })].toSorted();
const read = (path: string): string => readFileSync(join(repository, path), "utf8");

/** Who runs the commands that need no account, by the file that does; what a page says of itself is told by its own name. */
const runBy: Readonly<Record<string, string>> = {
  "npx pnpm@12.21.0 start": "scripts/src/copied-repository.ci.test.ts",
  "npx pnpm@12.21.0 start --once --json": "scripts/src/copied-repository.ci.test.ts",
  "npx pnpm@12.21.0 test": "scripts/src/drills/prove.ts",
  "npx pnpm@12.21.0 test report-outage": "scripts/src/copied-repository.ci.test.ts",
  "npx pnpm@12.21.0 check": "scripts/src/drills/prove.ts",
  "npx pnpm@12.21.0 cliq init-fork --scope @acme --name acme-cliq": "scripts/src/drills/rename.ts",
  "npx pnpm@12.21.0 cliq new-action post-note": "scripts/src/copied-repository.ci.test.ts",
  "npx pnpm@12.21.0 scale": "scripts/src/scale/scale.test.ts",
  ". .local/operator.env": "packages/local/simulator/src/start/operator-environment.test.ts",
};

const blocksOf = (page: string): { info: string; commands: string[] }[] =>
  [...read(page).matchAll(/^( *)```sh(?: ([^\n]*))?\n([\s\S]*?)^ *```$/gm)].map(([, , info = "", content = ""]) => ({
    info,
    commands: content
      .split("\n")
      .map((line) => line.replace(/ +#.*/, "").trim())
      .filter((line) => line !== ""),
  }));

test.each(pages)(
  "%s: every block of commands says whether it is executed, needs an account, or is for hands",
  (page) => {
    const unmarked = blocksOf(page).filter(({ info }) => !/^(?:executed\b.*|account|by hand)$/.test(info));
    expect(unmarked, "begin it with ```sh executed, ```sh account or ```sh by hand").toEqual([]);
  },
);

test("every command that is said to be executed is run by a file that there is", () => {
  // Those of docs/upgrading.md are read from the page by the drill that runs them.
  const executed = pages
    .filter((page) => page !== "docs/upgrading.md")
    .flatMap(blocksOf)
    .filter(({ info }) => info.startsWith("executed"))
    .flatMap(({ commands }) => commands);
  expect(executed.length).toBeGreaterThan(0);
  expect(executed.filter((command) => !Object.hasOwn(runBy, command))).toEqual([]);
  for (const [command, path] of Object.entries(runBy)) {
    const named = command.split(" ").filter((word) => !/^npx$|^pnpm@|^cliq$|^\.$/.test(word));
    expect(read(path), `${command}: ${path}`).toContain(named[0]?.replace(".local/", ""));
  }
});

/** Every command of ours that a page names: in blocks, in what they print, and in its sentences. */
function commandsOf(page: string): string[] {
  const text = read(page);
  return [
    ...[...text.matchAll(/npx pnpm@12\.21\.0 ([^\n`]+)/g)].map(([, command = ""]) => command),
    // As the README has them, where the sentence or the head of a table says the rest.
    ...[...text.matchAll(/`((?:start|cliq) [^\n`]+)`/g)].map(([, command = ""]) => command),
    ...[...(text.split("| `pnpm cliq …` |")[1]?.split("\n\n")[0] ?? "").matchAll(/^\| `([^`]+)`/gm)].map(
      ([, verb = ""]) => `cliq ${verb}`,
    ),
    ...[...text.matchAll(/`pnpm ((?:cliq|start|bench|scale|mutate)\b[^\n`]*)`/g)].map(([, command = ""]) => command),
  ]
    .map((command) => command.replace(/ +#.*/, "").trim())
    .filter((command) => !command.startsWith("-"));
}

let knownHelp: string | undefined;
/** What `start --help` prints. */
function startHelp(): string {
  const main = join(repository, "packages/local/simulator/src/start/main.ts");
  return (knownHelp ??= execFileSync(process.execPath, [main, "--help"], { encoding: "utf8" }));
}

/** What is wrong with a command, if anything: a script, a verb or an option that there is not. */
function problemOf(command: string): string | undefined {
  const scripts: object = JSON.parse(read("package.json")).scripts;
  const [script = "", ...rest] = command.split(/\s+/);
  if (!Object.hasOwn(scripts, script) && script !== "install") return `there is no script "${script}"`;
  if (script === "start") {
    const [unknown] = rest.filter((word) => word.startsWith("--") && !startHelp().includes(`  ${word}`));
    return unknown === undefined ? undefined : `start has no option ${unknown}`;
  }
  if (script !== "cliq") return undefined;
  let program: Command = cliqProgram();
  for (const word of rest) {
    if (/^[<…]/.test(word)) continue;
    const [option = ""] = word.split("=");
    const sub = program.commands.find((one) => one.name() === word);
    if (sub !== undefined) program = sub;
    else if (program.parent === null) return `there is no verb "${word}"`;
    else if (option.startsWith("--") && !program.options.some(({ long }) => long === option))
      return `"${program.name()}" has no option ${option}`;
  }
  return undefined;
}

test.each(pages)("%s: every command of ours is one that there is", (page) => {
  const wrong = commandsOf(page).flatMap((command) => {
    const problem = problemOf(command);
    return problem === undefined ? [] : [`${command}: ${problem}`];
  });
  expect(wrong).toEqual([]);
});

test("README: a form of three fields and a button take their author forty lines at most", () => {
  const [form] = fencedBlocks(read("README.md")).filter(({ content }) => content.includes("defineForm("));
  expect(form?.content.match(/\{ type: "/g)).toHaveLength(3);
  expect(form?.content.match(/\.button\(/g)).toHaveLength(1);
  expect(form?.content.trim().split("\n").length).toBeLessThanOrEqual(40);
});

test("README: an action's file is as docs/write-an-action.md has it", () => {
  const taught = fencedBlocks(read("docs/write-an-action.md"));
  for (const { info, content } of fencedBlocks(read("README.md")).filter(({ language }) => language === "ts"))
    expect(taught.find((block) => block.info === info)?.content ?? content, info).toBe(content);
});
