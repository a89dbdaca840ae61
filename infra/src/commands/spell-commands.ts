import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findRunner } from "./find-runner.ts";

const repository = join(import.meta.dirname, "../../..");
const { scripts, packageManager } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  scripts: Readonly<Record<string, string>>;
  packageManager: string;
};
const names = [...Object.keys(scripts), "install", "run", "--filter", "<script>"];
const command = new RegExp(
  String.raw`(?<![\w./@-])(?:npx )?pnpm(?:@[\d.]+)? (?=(?:${names.join("|")})(?![\w-]))`,
  "gu",
);

let runner: string | undefined;

/** A text in which every command of the repository, written as `pnpm <script>`, can be typed as it stands on this machine. */
export function spellCommands(text: string, by?: string): string {
  return text.replaceAll(command, () => `${by ?? (runner ??= findRunner(packageManager))} `);
}

/** Spells the commands in all that this process prints. */
export function spellOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (chunk: unknown, ...rest: unknown[]) => boolean;
    stream.write = (chunk: unknown, ...rest: unknown[]) =>
      write(typeof chunk === "string" ? spellCommands(chunk) : chunk, ...rest);
  }
}
