import { enableCompileCache } from "node:module";
import { spellOutput } from "@cliq-actions/infra/commands/spell-commands";

// What was compiled once is not compiled again: a verb starts in half the time.
enableCompileCache();
spellOutput();
const { cliqProgram } = await import("./program.ts");
const { redact } = await import("@cliq-actions/cliq/redact");
// A bug's error may quote what it was given.
process.on("uncaughtException", (error) => {
  process.stderr.write(`${redact(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
  process.exit(1);
});
await cliqProgram().parseAsync();
