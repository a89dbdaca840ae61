import { spellOutput } from "@cliq-actions/infra/commands/spell-commands";
import { Command, InvalidArgumentError, Option } from "commander";
import { writeFileSync } from "node:fs";
import { toHelp } from "../stage/to-help.ts";

interface BenchOptions {
  readonly quick?: boolean;
  readonly peers: boolean;
  readonly rounds?: number;
  readonly json?: boolean;
  readonly chart?: string;
}

spellOutput();
await new Command("pnpm bench")
  .description("Measure what a person waits for, against hand-written floors and other people's libraries.")
  .option("--quick", "under a minute: no peers, no samples, no synthesis, few rounds; for a first look")
  .option("--no-peers", "no libraries of others, which are installed for this alone")
  .addOption(
    new Option("--rounds <count>", "cold rounds; 41 unless told, a quarter as many warm, a sixth of start").argParser(
      toCount,
    ),
  )
  .option("--json", "one JSON document on stdout")
  .option("--chart <file>", "write the cold starts as an SVG picture, too")
  .addHelpText("after", toHelp(notes()))
  .action(async ({ quick = false, peers, rounds, json = false, chart }: BenchOptions) => {
    const { runBench } = await import("./run-bench.ts");
    const { toChart, toText } = await import("./to-report.ts");
    const cold = rounds ?? (quick ? 7 : 41);
    const report = await runBench({ quick, peers: peers && !quick, coldRounds: cold }, (line) =>
      process.stderr.write(`${line}\n`),
    );
    if (chart !== undefined) writeFileSync(chart, toChart(report.lines));
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : toText(report));
  })
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });

function toCount(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError("Say a number from 1 to 999.");
  return Number(text);
}

/** A function, because the help is made before what stands below it. */
function notes(): string {
  return `
Builds every function as CDK does and starts each contender in fresh processes below AWS's runtime client, in rounds that begin with another one each time. AWS is played by a server on this machine that computes every signature again and always answers the same. Whoever takes part has first answered an authentic click and refused a tampered and a cut one.

"Ready" is the import and the first click; ratios are to the floor that logs: what authenticates, parses, logs and answers, by hand. A budget is met or missed where the whole 95 % interval is on one side of it, else the run cannot tell: give it more rounds, or a quiet machine.

Synthesis and start are run in a copy of the repository, with the actions that tests own: with nothing kept (what they import has been read before, as after an install), with nothing changed, and after an edit of one action. Their budgets are seconds on two cores that do nothing else. The registrar's time is exact: it deploys to the local Cliq in virtual time, and what the documented limits allow is the number of changes by the calls a minute.

What is counted rather than timed (bytes, modules, allocations) is held by tests; budgets of both kinds stand in scripts/src/bench/budgets.ts. Exits 0 whatever was measured.`;
}
