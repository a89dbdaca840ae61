import { join } from "node:path";
import { discoverActions } from "@cliq-actions/infra/discovery/discover-actions";

/** The folder of action folders: the repository's own, or the one that `CLIQ_ACTIONS_FOLDER` names. */
export function actionsFolder(): string {
  return process.env.CLIQ_ACTIONS_FOLDER || join(import.meta.dirname, "../../../packages/actions/src");
}

/** Whether an action of the folder declares functions, whose scopes an access then needs. A folder that cannot be read tells of none. */
export async function declaresFunctions(): Promise<boolean> {
  const found = await discoverActions(actionsFolder()).catch(() => []);
  return found.some(({ action }) => action.kind === "message-action" && Object.keys(action.functions ?? {}).length > 0);
}
