import { access, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { discoverActions } from "@cliq-actions/infra/discovery/discover-actions";
import { CannotOperate } from "../stage/cannot-operate.ts";
import type { Blueprint } from "./blueprint.ts";
import type { Sources } from "./code-parts.ts";
import { connectionFiles, isOwnName } from "./connection-files.ts";
import { delugeFiles } from "./deluge-files.ts";
import { webhookFiles } from "./webhook-files.ts";

/** The files of an action by name. */
export function filesOf(blueprint: Blueprint): Sources {
  if (blueprint.kind === "deluge") return delugeFiles(blueprint);
  return blueprint.connection === undefined
    ? webhookFiles(blueprint)
    : connectionFiles(blueprint, blueprint.connection);
}

/**
 * Writes the action's folder and has it read as every other is: what core or discovery would refuse later is refused now,
 * and the folder is gone again. Throws an `ActionsError`. Gives the files' paths.
 */
export async function writeAction(actions: string, blueprint: Blueprint): Promise<readonly string[]> {
  const folder = join(actions, blueprint.slug);
  const { connection } = blueprint;
  if (connection !== undefined && isOwnName(connection.name, blueprint))
    throw new CannotOperate(
      `--connection ${connection.name} is a name that the action's own code uses: choose another, such as ${connection.name}System.`,
    );
  const isTaken = await access(folder).then(
    () => true,
    () => false,
  );
  if (isTaken) throw new CannotOperate(`There is ${folder} already: choose another slug, or change that action.`);
  const files = Object.entries(filesOf(blueprint)).map(([name, text]) => ({ path: join(folder, name), text }));
  await mkdir(folder, { recursive: true });
  try {
    for (const { path, text } of files) await writeFile(path, text);
    await discoverActions(actions);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return files.map(({ path }) => path);
}
