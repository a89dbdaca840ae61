import { createHash } from "node:crypto";
import { deriveCredential } from "@cliq-actions/aws/credential";
import { type AssetReference, declarationLimits } from "@cliq-actions/core";
import type { MessageActionFields } from "@cliq-actions/cliq/rest/message-action-fields";
import type { FunctionHandlerType, FunctionType } from "@cliq-actions/cliq/rest/function-fields";
import { Misconfigured } from "../misconfigured.ts";
import type { RegistrationProperties } from "./parse-properties.ts";

/** What becomes of an item that is ours once it is no longer desired. */
export type Removal = "delete" | "retain";

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
  /** What Cliq can show of it, by its own words. */
  readonly fields: object;
  /** Id of the one in Cliq that is to be taken over. */
  readonly adopt: string | undefined;
  /** Undefined leaves the choice to whose it was. */
  readonly removal: Removal | undefined;
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

/** All that a stack wants Cliq to hold. */
export interface DesiredSet {
  readonly actions: readonly DesiredAction[];
  readonly functions: readonly DesiredFunction[];
}

/** What derives the credential in each execution URL. */
export interface UrlSecrets {
  readonly stage: string;
  readonly signingKey: Uint8Array;
}

/** The URL of an action's Lambda, which serves its functions too. Throws {@link Misconfigured} when Cliq would not take it. */
export function toExecutionUrl(slug: string, properties: RegistrationProperties, secrets: UrlSecrets): string {
  const identity = { stage: secrets.stage, slug, version: properties.credentialVersion };
  const url = `${properties.apiOrigin}/actions/${slug}/${deriveCredential(secrets.signingKey, identity)}`;
  if (url.length <= declarationLimits.executionUrlChars) return url;
  throw new Misconfigured(
    `${slug}: its URL has ${url.length} characters, Cliq takes ${declarationLimits.executionUrlChars}: shorten the folder's name.`,
  );
}

/** SHA-256 in lower-case hex, for values that are kept to compare and not to read (a URL holds a credential). */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
