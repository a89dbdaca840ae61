import { parseArgs } from "node:util";

/** Which parts `--only a,c` asks for; all of them without. Throws a sentence for one that does not exist. */
export function chooseParts(args: readonly string[], parts: readonly string[]): string[] {
  const { values } = parseArgs({ args: [...args], options: { only: { type: "string" } } });
  const chosen = values.only?.split(",") ?? [...parts];
  const unknown = chosen.filter((part) => !parts.includes(part));
  if (unknown.length > 0) throw new Error(`--only knows ${parts.join(", ")}, not ${unknown.join(", ")}.`);
  return chosen;
}
