import type { DelugeAction } from "./define-deluge-action.ts";
import type { AnyMessageAction } from "./define-message-action.ts";
import type { FunctionDeclaration } from "./function-declaration.ts";
import type { FunctionHandlerName, FunctionPermission, FunctionType } from "../function-handlers.ts";
import type { RemovalPolicy, RegistrationPolicy } from "./registration-policy.ts";
import type { MessageType, Permission, Scope } from "../vocabulary.ts";

/** A file that travels beside the manifest: its key in the deployment's asset bucket, and its SHA-256 in hex. */
export interface AssetReference {
  readonly key: string;
  readonly sha256: string;
}

/** The files of one action, once they are assets. */
export interface ActionAssets {
  readonly image?: AssetReference;
  readonly script?: AssetReference;
}

interface ManifestPolicy {
  readonly adopt?: string;
  readonly removal_policy?: RemovalPolicy;
}

/** One action in the words of Cliq's REST API, plus its slug. `team_ids` are decimal strings, so none loses digits. */
export interface ManifestAction extends ManifestPolicy, ActionAssets {
  readonly slug: string;
  readonly name: string;
  readonly hint: string;
  readonly scope: Scope;
  readonly team_ids?: readonly string[];
  readonly multi_selectable: boolean;
  readonly message_types: readonly MessageType[];
  /** None for a Deluge action, which has a script instead. */
  readonly permissions: readonly Permission[];
  /** Left out, the action is a webhook of ours. */
  readonly execution_type?: "deluge";
}

/** One webhook function in the words of Cliq's REST API. */
export interface ManifestFunction extends ManifestPolicy {
  /** The action's slug, a slash, and the function's key in the declaration. */
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly function_type: FunctionType;
  /** Sorted by type. The main one exists in Cliq even when it is not among them. */
  readonly handlers: readonly {
    readonly type: FunctionHandlerName;
    readonly permissions: readonly FunctionPermission[];
  }[];
}

/** Everything a stage wants Cliq to hold; travels to the registrar as one JSON string. */
export interface Manifest {
  readonly version: 1;
  readonly actions: readonly ManifestAction[];
  /** Left out when there are none. */
  readonly functions?: readonly ManifestFunction[];
}

/** The declaration in the words of Cliq's REST API. */
export function toManifestAction(
  slug: string,
  action: AnyMessageAction | DelugeAction,
  assets: ActionAssets = {},
): ManifestAction {
  return {
    slug,
    name: action.name,
    hint: action.hint,
    scope: action.scope,
    ...(action.scope === "team" ? { team_ids: action.teamIds.map(String) } : {}),
    multi_selectable: action.multiSelectable ?? false,
    message_types: action.messageTypes,
    permissions: action.kind === "deluge-action" ? [] : action.permissions,
    ...(action.kind === "deluge-action" ? { execution_type: "deluge" as const } : {}),
    ...toManifestPolicy(action),
    ...assets,
  };
}

function toManifestPolicy({ adopt, removalPolicy }: RegistrationPolicy): ManifestPolicy {
  return {
    ...(adopt === undefined ? {} : { adopt }),
    ...(removalPolicy === undefined ? {} : { removal_policy: removalPolicy }),
  };
}

/** One function of an action in the words of Cliq's REST API. */
export function toManifestFunction(slug: string, key: string, declared: FunctionDeclaration): ManifestFunction {
  const named = Object.entries(declared.handlers) as [FunctionHandlerName, readonly FunctionPermission[]][];
  const handlers = named.map(([type, permissions]) => ({ type, permissions }));
  return {
    slug: `${slug}/${key}`,
    name: declared.name,
    description: declared.description,
    function_type: declared.type,
    handlers: handlers.toSorted((one, other) => one.type.localeCompare(other.type)),
    ...toManifestPolicy(declared),
  };
}
