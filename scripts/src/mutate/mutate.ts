import { spellOutput } from "@cliq-actions/infra/commands/spell-commands";
import { Argument, Command, InvalidArgumentError } from "commander";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toHelp } from "../stage/to-help.ts";
import { replaceSection, toSection } from "./left-alive.ts";
import type { RoomScore } from "./mutate-room.ts";
import { mutatedRooms } from "./mutated-rooms.ts";

const repository = join(import.meta.dirname, "../../..");
// Each bug is tried in a new thread, which loads the test runner again.
process.env.NODE_COMPILE_CACHE ??= join(repository, ".local/compile-cache");

interface MutateOptions {
  readonly concurrency?: number;
  readonly incremental?: boolean;
  readonly json?: boolean;
  readonly document?: boolean;
}

spellOutput();
await new Command("pnpm mutate")
  .description("Plant bugs in a room's source, one at a time, and see which of them its tests notice.")
  .addArgument(new Argument("[room]", "every room unless told").choices(Object.keys(mutatedRooms)))
  .argument("[files...]", "only these files of the room, such as src/http.ts or 'src/text/*.ts'")
  .option("--incremental", "only what changed since the last time: a bug's file, or the tests that reach it")
  .option("--concurrency <count>", "how many are tried at once; a core each, less one, unless told", toCount)
  .option("--json", "one JSON document on stdout")
  .option("--document", "write what came of whole rooms into docs/mutation.md")
  .addHelpText("after", toHelp(notes()))
  .action(async (name: string | undefined, files: string[], options: MutateOptions) => {
    const { mutateRoom } = await import("./mutate-room.ts");
    const scores: RoomScore[] = [];
    for (const [room, { folder, ...whole }] of Object.entries(mutatedRooms)) {
      if (name !== undefined && name !== room) continue;
      const what = files.length === 0 ? whole : { sources: files };
      const score = await mutateRoom({ ...options, ...what, name: room, folder: join(repository, folder) });
      scores.push(score);
      if (options.document !== true || files.length > 0) continue;
      const page = join(repository, "docs/mutation.md");
      writeFileSync(page, replaceSection(readFileSync(page, "utf8"), room, toSection(score)));
    }
    process.stdout.write(options.json === true ? `${JSON.stringify(scores)}\n` : scores.map(toSentence).join(""));
    if (scores.some(({ percent, leastPercent = 0 }) => percent < leastPercent)) process.exitCode = 1;
  })
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });

function toSentence({ room, percent, leastPercent, killed, survivors, setAside }: RoomScore): string {
  const owed = leastPercent === undefined ? "" : ` (owes ${leastPercent} %)`;
  const tried = killed + survivors.length;
  return `${room}: ${percent.toFixed(1)} %${owed}: ${killed} of ${tried} noticed, ${setAside.length} set aside\n`;
}

function toCount(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError("Say a number from 1 to 99.");
  return Number(text);
}

/** A function, because the help is made before what stands below it. */
function notes(): string {
  const owed = Object.entries(mutatedRooms).map(([room, { leastPercent }]) => `${room} ${leastPercent} %`);
  return `
Each bug (a mutant) is a small change: a comparison turned round, a text emptied, a branch always taken. Those that no test notices are printed with their place and change, then the score: the share of those that were noticed. Exits 1 when a whole room's score is below what it owes (${owed.join(", ")}), or its tests fail as they are. What nothing can notice, because it changes nothing, is set aside in the code with its reason:

  // Stryker disable next-line EqualityOperator: an empty list gives the same`;
}
