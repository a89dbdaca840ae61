import type { AnyMessageAction } from "./define-message-action.ts";
import type { MessageType, Permission, Scope } from "./vocabulary.ts";

/** One action in the words of Cliq's REST API, plus its slug. `team_ids` are decimal strings, so none loses digits. */
export interface ManifestAction {
  readonly slug: string;
  readonly name: string;
  readonly hint: string;
  readonly scope: Scope;
  readonly team_ids?: readonly string[];
  readonly multi_selectable: boolean;
  readonly message_types: readonly MessageType[];
  readonly permissions: readonly Permission[];
}

/** Everything a stage wants Cliq to hold; travels to the registrar as one JSON string. */
export interface Manifest {
  readonly version: 1;
  readonly actions: readonly ManifestAction[];
}

/** The declaration in the words of Cliq's REST API. */
export function toManifestAction(slug: string, action: AnyMessageAction): ManifestAction {
  return {
    slug,
    name: action.name,
    hint: action.hint,
    scope: action.scope,
    ...(action.scope === "team" ? { team_ids: action.teamIds.map(String) } : {}),
    multi_selectable: action.multiSelectable ?? false,
    message_types: action.messageTypes,
    permissions: action.permissions,
  };
}
