import { spellOutput } from "@cliq-actions/infra/commands/spell-commands";
import { Command } from "commander";
import { readFileSync } from "node:fs";
import { toHelp } from "../stage/to-help.ts";

interface ScaleOptions {
  readonly take?: string;
  readonly document?: boolean;
  readonly json?: boolean;
}

spellOutput();
await new Command("pnpm scale")
  .description("What a stage and a million clicks cost, and where 10, 1,000 and 100,000 clicks a second meet a limit.")
  .option("--take <file>", "first keep the durations of a report of `bench --json`")
  .option("--document", "write the tables into docs/scale.md instead")
  .option("--json", "one JSON document on stdout")
  .addHelpText("after", toHelp(notes()))
  .action(async ({ take, document = false, json = false }: ScaleOptions) => {
    const { keepMeasured, parseReport, readMeasured } = await import("./measured.ts");
    const { simulateAll } = await import("./simulate-all.ts");
    const { toTables } = await import("./to-tables.ts");
    if (take !== undefined) keepMeasured(parseReport(readReport(take), new Date().toISOString().slice(0, 10)));
    const measured = readMeasured();
    const simulated = simulateAll();
    const tables = toTables(measured, simulated);
    if (document) (await import("./document.ts")).writeTables(tables);
    if (json) {
      const { toDocument } = await import("./to-document.ts");
      process.stdout.write(`${JSON.stringify(toDocument(measured, simulated))}\n`);
    } else if (!document) {
      process.stdout.write(
        Object.entries(tables)
          .map(([name, table]) => `${name}\n\n${table}\n`)
          .join("\n"),
      );
    }
  })
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });

function readReport(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** A function, because the help is made before what stands below it. */
function notes(): string {
  return `
Prices are a list in scripts/src/scale/prices.ts, durations were measured by pnpm bench and stand in measured.json beside it, and queues are simulated in virtual time, the same each time. Nothing is called. What the tables say and do not say: docs/scale.md.

After a change that makes clicks faster or slower:

  pnpm bench --no-peers --json > /tmp/bench.json
  pnpm scale --take /tmp/bench.json --document`;
}
