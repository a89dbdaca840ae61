import { readFile, rm, stat, writeFile } from "node:fs/promises";

const staleMs = 120_000;

/** Takes a lock, a file with this process's id; false when a living process has held it for less than two minutes. */
export async function takeLock(path: string): Promise<boolean> {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      await writeFile(path, String(process.pid), { flag: "wx" });
      return true;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    if (await isHeld(path)) return false;
    await rm(path, { force: true });
  }
  return false;
}

async function isHeld(path: string): Promise<boolean> {
  try {
    const [holder, { mtimeMs }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
    if (Date.now() - mtimeMs > staleMs) return false;
    // An empty file is one whose holder is about to write its id.
    return holder === "" || process.kill(Number(holder), 0);
  } catch {
    return false;
  }
}
