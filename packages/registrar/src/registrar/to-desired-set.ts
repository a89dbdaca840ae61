import { type ManifestAction, type ManifestFunction, mainHandlers } from "@cliq-actions/core";
import {
  type DesiredAction,
  type DesiredFunction,
  type DesiredSet,
  digestOf,
  toExecutionUrl,
  type UrlSecrets,
} from "./desired-item.ts";
import type { RegistrationProperties } from "./parse-properties.ts";

/** The desired set. Throws {@link Misconfigured} for an execution URL longer than Cliq takes. */
export function toDesiredSet(properties: RegistrationProperties, secrets: UrlSecrets): DesiredSet {
  const urlOf = (slug: string): string => toExecutionUrl(slug, properties, secrets);
  return {
    actions: properties.actions.map((action) => toDesiredAction(action, urlOf)),
    functions: properties.functions.map((one) => toDesiredFunction(one, urlOf)),
  };
}

function toDesiredAction(action: ManifestAction, urlOf: (slug: string) => string): DesiredAction {
  const { slug, name, hint, team_ids: teamIds, script, image } = action;
  const executionUrl = action.execution_type === "deluge" ? undefined : urlOf(slug);
  const fields = {
    name,
    hint,
    scope: action.scope,
    ...(teamIds === undefined ? {} : { team_ids: teamIds.toSorted() }),
    multi_selectable: action.multi_selectable,
    message_types: action.message_types.toSorted(),
    ...(executionUrl === undefined ? {} : { execution_url: executionUrl }),
  };
  const permissions = action.permissions.toSorted();
  const kind = action.execution_type ?? "webhook";
  return {
    slug,
    name,
    hint,
    kind,
    executionUrl,
    fields,
    permissions,
    script,
    image,
    adopt: action.adopt,
    removal: action.removal_policy,
    hash: digestOf(JSON.stringify([fields, permissions, kind, script?.sha256, image?.sha256])),
  };
}

function toDesiredFunction(one: ManifestFunction, urlOf: (slug: string) => string): DesiredFunction {
  const { slug, name, description, function_type: functionType } = one;
  const executionUrl = urlOf(slug.slice(0, slug.indexOf("/")));
  const main = { type: mainHandlers[functionType], permissions: [] };
  const handlers = one.handlers.some(({ type }) => type === main.type) ? one.handlers : [main, ...one.handlers];
  const sorted = handlers
    .map(({ type, permissions }) => ({ type, permissions: permissions.toSorted() }))
    .toSorted((left, right) => (left.type < right.type ? -1 : 1));
  const fields = { name, description, execution_url: executionUrl };
  const kind = `webhook ${functionType}`;
  return {
    slug,
    name,
    hint: description,
    kind,
    executionUrl,
    fields,
    functionType,
    handlers: sorted,
    adopt: one.adopt,
    removal: one.removal_policy,
    hash: digestOf(JSON.stringify([fields, sorted, kind])),
  };
}
