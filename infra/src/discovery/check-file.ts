import { stat } from "node:fs/promises";

/** What is wrong with a file that has to be deployed: that it is missing, empty or larger than the limit in bytes. */
export async function checkFile(path: string, limit: number): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile()) return "there is no such file.";
  if (found.size === 0) return "it is empty.";
  return found.size <= limit ? undefined : `it has ${found.size} bytes, at most ${limit} are possible.`;
}

/** Whether there is a file, and not a folder, of that name. */
export async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}
