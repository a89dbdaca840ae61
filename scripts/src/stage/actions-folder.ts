import { join } from "node:path";
import type { Rules } from "@cliq-actions/core";
import { type DiscoveredWebhook, discoverActions } from "@cliq-actions/infra/discovery/discover-actions";

/** The folder of action folders: the repository's own, or the one that `CLIQ_ACTIONS_FOLDER` names. */
export function actionsFolder(): string {
  return process.env.CLIQ_ACTIONS_FOLDER || join(import.meta.dirname, "../../../packages/actions/src");
}

/** Whether an action of the folder declares functions, whose scopes an access then needs. A folder that cannot be read tells of none. */
export async function declaresFunctions(): Promise<boolean> {
  const found = await discoverActions(actionsFolder()).catch(() => []);
  return found.some(({ action }) => action.kind === "message-action" && Object.keys(action.functions ?? {}).length > 0);
}

/** The actions of the folder that look at the place they are in. A folder that cannot be read has none; a synthesis says why. */
export async function readPlaces(): Promise<readonly Pick<DiscoveredWebhook, "slug" | "examine">[]> {
  const found = await discoverActions(actionsFolder()).catch(() => []);
  return found.filter((action) => "examine" in action);
}

/** What the actions of the folder say about who may use them. A folder that cannot be read says nothing. */
export async function readPolicies(): Promise<readonly { readonly slug: string; readonly rules: Rules }[]> {
  const found = await discoverActions(actionsFolder()).catch(() => []);
  return found.flatMap(({ slug, action }) =>
    action.kind === "message-action" && action.policy !== undefined ? [{ slug, rules: action.policy.rules }] : [],
  );
}
