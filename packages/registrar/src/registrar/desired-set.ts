import { rotate } from "@cliq-actions/cliq/remedies";
import { digestOf } from "../digest.ts";
import type { FunctionHandlerType, FunctionType } from "@cliq-actions/cliq/rest/function-fields";
import type { MessageActionFields } from "@cliq-actions/cliq/rest/message-action-fields";
import {
  type AssetReference,
  type ManifestAction,
  type ManifestFunction,
  declarationLimits,
  mainHandlers,
} from "@cliq-actions/core";
import { Misconfigured } from "../environment.ts";
import { credentialsOf } from "../parameters/signing-key.ts";
import { parseProperties, type RegistrationProperties } from "./parse-properties.ts";

/** What becomes of an item that is ours once it is no longer desired. */
export type DeletionPolicy = "delete" | "retain";

/** One message action or function as Cliq should hold it, as far as the steps of a reconciliation need to know. */
export interface DesiredItem {
  readonly slug: string;
  readonly name: string;
  /** The hint of an action, the description of a function. */
  readonly hint: string;
  /** What cannot be changed in place: the execution type, for functions with the function type. */
  readonly kind: string;
  /** A Deluge script has none. */
  readonly executionUrl: string | undefined;
  /** Of the last segment of its URL, in this version and those beside it: what has one of them in Cliq is ours. */
  readonly credentialDigests: readonly string[];
  /** What Cliq can show of it, by its own words. */
  readonly fields: object;
  /** Id of the one in Cliq that is to be taken over. */
  readonly adopt: string | undefined;
  /** Undefined leaves the choice to whose it was. */
  readonly removal: DeletionPolicy | undefined;
  /** SHA-256 over all that Cliq holds of it; changes when anything has to. */
  readonly hash: string;
}

/** A message action as Cliq should hold it. */
export interface DesiredAction extends DesiredItem {
  readonly fields: Omit<MessageActionFields, "execution_url"> & { readonly execution_url?: string };
  /** Sorted, so that order does not look like a change. */
  readonly permissions: readonly string[];
  readonly script: AssetReference | undefined;
  readonly image: AssetReference | undefined;
}

/** A webhook function as Cliq should hold it. */
export interface DesiredFunction extends DesiredItem {
  readonly fields: { readonly name: string; readonly description: string; readonly execution_url: string };
  readonly functionType: FunctionType;
  /** The main one always among them. */
  readonly handlers: readonly { readonly type: FunctionHandlerType; readonly permissions: readonly string[] }[];
}

/** Whether an item is to have an icon, as actions can. */
export function hasIcon(item: DesiredItem): boolean {
  return "image" in item && item.image !== undefined;
}

/** All that a stack wants Cliq to hold. */
export interface DesiredSet {
  readonly actions: readonly DesiredAction[];
  readonly functions: readonly DesiredFunction[];
  /** The slug of an action whose URL this is, declared or not: nobody but the stage can have made it. */
  readonly slugOf?: (url: string) => string | undefined;
}

/** What derives the credential in each execution URL. */
export interface UrlSecrets {
  readonly stage: string;
  readonly signingKey: Uint8Array;
}

/** The desired set. Throws {@link Misconfigured} for an execution URL longer than Cliq takes. */
export function toDesiredSet(properties: RegistrationProperties, secrets: UrlSecrets): DesiredSet {
  const { apiOrigin, credentialVersion: version } = properties;
  const urlOf = (slug: string): UrlOf => {
    const credentials = credentialsOf(secrets.signingKey, { stage: secrets.stage, slug, version });
    const executionUrl = `${apiOrigin}/actions/${slug}/${credentials[1]}`;
    if (executionUrl.length > declarationLimits.executionUrlChars)
      throw new Misconfigured(
        `${slug}: its URL has ${executionUrl.length} characters, Cliq takes ${declarationLimits.executionUrlChars}: shorten the folder's name.`,
      );
    return { executionUrl, credentialDigests: credentials.map(digestOf) };
  };
  return {
    actions: properties.actions.map((action) => toDesiredAction(action, urlOf)),
    functions: properties.functions.map((one) => toDesiredFunction(one, urlOf)),
    slugOf: (url) => findSlug(url, properties, secrets),
  };
}

/** What makes a URL of a deployed stage ours: nobody else can derive its credential. */
export type DeployedUrls = Pick<RegistrationProperties, "apiOrigin" | "credentialVersion">;

/** The slug of the action whose URL of this stage it is, of the version before, now or next; undefined where that is not proved. */
export function findSlug(
  url: string,
  { apiOrigin, credentialVersion: version }: DeployedUrls,
  { stage, signingKey }: UrlSecrets,
): string | undefined {
  const below = `${apiOrigin}/actions/`;
  if (!url.startsWith(below) || signingKey.length === 0) return undefined;
  const [slug = "", credential = "", ...more] = url.slice(below.length).split("/");
  if (more.length > 0 || credential === "") return undefined;
  return credentialsOf(signingKey, { stage, slug, version }).includes(credential) ? slug : undefined;
}

type UrlOf = Pick<DesiredItem, "credentialDigests"> & { readonly executionUrl: string };

function toDesiredAction(action: ManifestAction, urlOf: (slug: string) => UrlOf): DesiredAction {
  const { slug, name, hint, team_ids: teamIds, script, image } = action;
  const { executionUrl, credentialDigests }: Partial<UrlOf> = action.execution_type === "deluge" ? {} : urlOf(slug);
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
    credentialDigests: credentialDigests ?? [],
    fields,
    permissions,
    script,
    image,
    adopt: action.adopt,
    removal: action.removal_policy,
    hash: digestOf(JSON.stringify([fields, permissions, kind, script?.sha256, image?.sha256])),
  };
}

function toDesiredFunction(one: ManifestFunction, urlOf: (slug: string) => UrlOf): DesiredFunction {
  const { slug, name, description, function_type: functionType } = one;
  const { executionUrl, credentialDigests } = urlOf(slug.slice(0, slug.indexOf("/")));
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
    credentialDigests,
    fields,
    functionType,
    handlers: sorted,
    adopt: one.adopt,
    removal: one.removal_policy,
    hash: digestOf(JSON.stringify([fields, sorted, kind])),
  };
}

/**
 * What is to be said where functions would refuse the URLs of a set, because the signing key is another one than their
 * digests are of; undefined where they take them, or the properties do not tell.
 */
function describeRefusedUrls(
  { credentialDigests: known }: RegistrationProperties,
  { actions }: DesiredSet,
): string | undefined {
  const refused = actions.flatMap(({ slug, credentialDigests: [, current] }) =>
    current === undefined || [undefined, current].includes(known[slug]) ? [] : [slug],
  );
  if (refused.length === 0) return undefined;
  return (
    `The signing key is not the one that the functions of ${refused.join(", ")} know: they refuse the URLs it gives. ` +
    `Restore the key, or make new URLs of the one there is: ${rotate}`
  );
}

/** Where the key that URLs are derived with comes from. */
export interface UrlKeys {
  readonly stage: string;
  /** Tells the log of something that did not fail. */
  readonly warn: (sentence: string) => void;
  readSigningKey(): Promise<Uint8Array>;
}

/**
 * The set that properties of `Custom::CliqMessageActions` ask for, and where Cliq posts to; `refuse` is told of URLs that
 * the functions would refuse. Throws {@link Misconfigured}.
 */
export async function readDesiredSet(
  properties: unknown,
  keys: UrlKeys,
  refuse: (sentence: string) => void = keys.warn,
): Promise<DesiredSet & Pick<RegistrationProperties, "apiOrigin">> {
  const parsed = parseProperties(properties);
  const desired = toDesiredSet(parsed, await readUrlSecrets(parsed, keys));
  const refused = describeRefusedUrls(parsed, desired);
  if (refused !== undefined) refuse(refused);
  return { ...desired, apiOrigin: parsed.apiOrigin };
}

/**
 * What the URLs of a set are derived with. A set without webhooks (nothing at all, or Deluge actions only) has no URL,
 * and its stage no signing key: nobody has asked for a credential yet.
 */
export async function readUrlSecrets(
  { actions, functions }: Pick<RegistrationProperties, "actions" | "functions">,
  ports: Pick<UrlKeys, "stage" | "readSigningKey">,
): Promise<UrlSecrets> {
  const hasUrl = functions.length > 0 || actions.some((action) => action.execution_type !== "deluge");
  return { stage: ports.stage, signingKey: hasUrl ? await ports.readSigningKey() : new Uint8Array() };
}
