import { stat } from "node:fs/promises";
import { join } from "node:path";

/** The folder that `--actions` names is not there. */
export class NoSuchFolder extends Error {
  override readonly name = "NoSuchFolder";
}

/**
 * The folder of action folders to start: the one that was named, which has to exist, or the repository's own, which
 * a repository without actions does not have.
 */
export async function chooseActionsFolder(root: string, named: string | undefined): Promise<string> {
  if (named === undefined) return join(root, "packages", "actions", "src");
  const found = await stat(named).catch(() => undefined);
  if (found?.isDirectory() === true) return named;
  throw new NoSuchFolder(`--actions names ${named}, and there is no such folder.`);
}
