import { join } from "node:path";
import type { Rules } from "@cliq-actions/core";
import { type DiscoveredWebhook, discoverActions } from "@cliq-actions/infra/discovery/discover-actions";
import type { StageNeeds } from "./stage-needs.ts";

/** The folder of action folders: the repository's own, or the one that `CLIQ_ACTIONS_FOLDER` names. */
export function actionsFolder(): string {
  return process.env.CLIQ_ACTIONS_FOLDER || join(import.meta.dirname, "../../../packages/actions/src");
}

/** What the actions of the folder do in Cliq besides being there; nothing where it cannot be read: a synthesis says why. */
export async function readNeeds(): Promise<StageNeeds> {
  const found = await discoverActions(actionsFolder()).catch(() => []);
  const webhooks = found.flatMap(({ action }) => (action.kind === "message-action" ? [action] : []));
  return {
    functions: webhooks.some((action) => Object.keys(action.functions ?? {}).length > 0),
    background: webhooks.some((action) => action.background !== undefined),
  };
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
