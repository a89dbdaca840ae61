import { expect, test } from "vitest";
import { spellCommands } from "@cliq-actions/infra/commands/spell-commands";
import { cliqProgram } from "./program.ts";

const program = cliqProgram();
const verbs = [
  "authorize",
  "plan",
  "drift",
  "doctor",
  "rotate",
  "pause",
  "resume",
  "clean",
  "redrive",
  "secret",
  "explain",
  "replay",
  "new-action",
  "init-fork",
  "fake",
];

/** What `--help` prints in a terminal of 80 columns. */
function help(command: typeof program): string {
  let text = "";
  command
    .configureOutput({
      writeOut: (more) => void (text += more),
      getOutHelpWidth: () => 80,
      getOutHasColors: () => false,
    })
    .outputHelp();
  return spellCommands(text);
}

test("the overview names every verb", () => {
  expect(program.commands.map((command) => command.name())).toEqual(verbs);
  for (const verb of verbs) expect(help(program)).toMatch(new RegExp(`^  ${verb} `, "m"));
});

test.each(program.commands.flatMap((command) => [command, ...command.commands]))(
  "the help of $_name fits 80 columns and begins with its usage",
  (command) => {
    const text = help(command);
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(text).toMatch(/^Usage: (?:npx )?pnpm\S* cliq [a-z-]+ /);
  },
);
