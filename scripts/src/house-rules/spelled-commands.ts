import { isTestCode, type SourceFile } from "./source-file.ts";

const byHand = /npx (?:--yes )?pnpm@/gu;
const comment = /\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gmu;

/** Commands that name a package manager's release: each is written `pnpm <script>`, and spelled for the machine where it is printed. */
export function handSpelledCommands(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => !isTestCode(path) && !path.startsWith("scripts/src/drills/"))
    .flatMap(({ path, text }) =>
      Array.from(
        text.replaceAll(comment, "").matchAll(byHand),
        ([words]) =>
          `${path} says "${words}…": write \`pnpm <script>\`, which spellOutput of infra/src/commands spells`,
      ),
    );
}

/** Programs of package.json's scripts that print commands as they are written. */
export function unspelledPrograms(files: readonly SourceFile[], scripts: Readonly<Record<string, string>>): string[] {
  const programs = Object.values(scripts).flatMap((script) => /^node .*?(\S+\.ts)\b/u.exec(script)?.[1] ?? []);
  return files
    .filter(({ path, text }) => programs.includes(path) && !/^\s*spellOutput\(\);$/mu.test(text))
    .map(({ path }) => `${path} prints without spellOutput() of infra/src/commands/spell-commands.ts`);
}
