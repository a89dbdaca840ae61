import { existsSync, renameSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** https://sqlite.org/rescode.html: somebody else has the lock; the path is a folder, or a file of another kind. */
const [isBusy, isNoFile, isNoDatabase] = [5, 14, 26];

/** A handle that is forgotten would be closed, and its lock with it. */
const held = new Set<DatabaseSync>();

/**
 * Takes a lock: a file, empty and left where it is, that the system locks for this process, by SQLite, on every platform. So
 * it is held for as long as the process lives, however slow it is and whatever a clock says, asleep with its laptop or
 * stopped by a debugger, and by nobody who is dead. Gives what releases it, or nothing while somebody else has it.
 */
export function takeLock(path: string): (() => void) | undefined {
  for (let isSecond = false; ; isSecond = true) {
    let file: DatabaseSync | undefined;
    try {
      file = new DatabaseSync(path, { timeout: 0 });
      file.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    } catch (error) {
      file?.close();
      const code = error instanceof Error && "errcode" in error ? error.errcode : undefined;
      if (code === isBusy) return undefined;
      // A lock of an earlier release.
      if (isSecond || !existsSync(path) || (code !== isNoFile && code !== isNoDatabase)) throw error;
      rmSync(path, { recursive: true, force: true });
      continue;
    }
    const mine = file;
    held.add(mine);
    return () => {
      if (held.delete(mine)) mine.close();
    };
  }
}

/** Moves a folder to its place, by one step; false when another was there before, which is as good. */
export function moveUnlessThere(draft: string, place: string): boolean {
  for (;;) {
    try {
      renameSync(draft, place);
      return true;
    } catch (error) {
      // ENOTEMPTY, EEXIST, ENOTDIR, and on Windows EPERM or EACCES: what is there tells, not the code.
      if (existsSync(place)) return false;
      // What was there is gone by now.
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
    }
  }
}
