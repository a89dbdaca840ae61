import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const folders: string[] = [];
process.once("exit", () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const defineFakes = `import { defineFakes, ServiceError } from ${JSON.stringify(import.meta.resolve("../fakes/define-fakes.ts"))};\n`;

/** Writes files such as `ring-bell/fake.ts` below a folder of actions, until the process ends; fakes get their import in front. */
export function writeActionFolders(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "actions-"));
  folders.push(folder);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), file.endsWith("fake.ts") ? defineFakes + text : text);
  }
  return folder;
}
