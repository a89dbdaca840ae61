import { join } from "node:path";

/** The folder of action folders: the repository's own, or the one that `CLIQ_ACTIONS_FOLDER` names. */
export function actionsFolder(): string {
  return process.env.CLIQ_ACTIONS_FOLDER || join(import.meta.dirname, "../../../packages/actions/src");
}
