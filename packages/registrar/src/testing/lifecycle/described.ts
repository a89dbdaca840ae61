import { createHash } from "node:crypto";
import { deriveCredential } from "@cliq-actions/aws/credential";
import { mainHandlers, type ManifestAction, type ManifestFunction } from "@cliq-actions/core";
import { apiOrigin, type Wanted } from "./wanted.ts";
import type { Item } from "./organisation.ts";

/** The key that every simulated stage derives its credentials with. */
export const signingKey = new Uint8Array(32).fill(7);

/** What an item is, in words that can be compared; fields that cannot be told are left out. */
export type Described = Readonly<Record<string, string>>;

/** The file that a manifest refers to. */
export function assetOf(key: string): { readonly key: string; readonly sha256: string } {
  return { key, sha256: createHash("sha256").update(contentOf(key)).digest("hex") };
}

/** What is in such a file. */
export function contentOf(key: string): string {
  return `the asset ${key}`;
}

/** What Cliq holds. */
export function describe(item: Item): Described {
  if ("handlers" in item) {
    const { name, description, functionType: type, executionUrl: url = "", handlers } = item;
    const given = handlers.map((one) => `${one.type} ${one.permissions.toSorted().join()}`).toSorted();
    return { is: `${item.executionType} ${type}`, name, hint: description, url, permissions: given.join("; ") };
  }
  const { name, hint, scope, executionType, image = "", script, executionUrl: url = "" } = item;
  return {
    is: executionType,
    name,
    hint,
    scope,
    teams: item.teamIds.toSorted().join(),
    multi: String(item.multiSelectable),
    types: item.messageTypes.toSorted().join(),
    permissions: item.permissions.toSorted().join(),
    script,
    image,
    url,
  };
}

/** What Cliq must hold of an action. An icon cannot be taken away again, so one that is not declared may be any. */
export function describeAction(
  action: ManifestAction,
  { version, origin = apiOrigin }: Wanted,
  stage: string,
): Described {
  const { slug, name, hint, scope, script, image } = action;
  const isDeluge = action.execution_type === "deluge";
  return {
    is: isDeluge ? "deluge" : "webhook",
    name,
    hint,
    scope,
    teams: (action.team_ids ?? []).toSorted().join(),
    multi: String(action.multi_selectable),
    types: action.message_types.toSorted().join(),
    permissions: action.permissions.toSorted().join(),
    url: isDeluge ? "" : urlOf(slug, version, origin, stage),
    ...(script === undefined ? {} : { script: contentOf(script.key) }),
    ...(image === undefined ? {} : { image: Buffer.from(contentOf(image.key)).toString("base64") }),
  };
}

/** What Cliq must hold of a function. */
export function describeFunction(
  one: ManifestFunction,
  { version, origin = apiOrigin }: Wanted,
  stage: string,
): Described {
  const main = mainHandlers[one.function_type];
  const handlers = one.handlers.some(({ type }) => type === main)
    ? one.handlers
    : [...one.handlers, { type: main, permissions: [] }];
  return {
    is: `webhook ${one.function_type}`,
    name: one.name,
    hint: one.description,
    url: urlOf(one.slug.slice(0, one.slug.indexOf("/")), version, origin, stage),
    permissions: handlers
      .map(({ type, permissions }) => `${type} ${permissions.toSorted().join()}`)
      .toSorted()
      .join("; "),
  };
}

/** The last part of every URL that was described: whoever has it may call the action. */
export const credentials = new Map<string, string>();

function urlOf(slug: string, version: number, origin: string, stage: string): string {
  const key = `${stage} ${slug} ${version}`;
  const credential = credentials.get(key) ?? deriveCredential(signingKey, { stage, slug, version });
  credentials.set(key, credential);
  return `${origin}/actions/${slug}/${credential}`;
}
