import { spellOutput } from "@cliq-actions/infra/commands/spell-commands";
import { parseOptions } from "./options.ts";

spellOutput();
const options = parseOptions(process.argv);
// Help and mistakes are answered without loading everything that a start needs.
const { runStart } = await import("./run-start.ts");
await runStart(options);
