import { createHash } from "node:crypto";
import { deriveCredential } from "@cliq-actions/aws/credential";
import type { MessageActionFields } from "@cliq-actions/cliq/rest/message-action-fields";
import { declarationLimits, type ManifestAction } from "@cliq-actions/core";
import { Misconfigured } from "../misconfigured.ts";
import type { RegistrationProperties } from "./parse-properties.ts";

/** One action as Cliq should hold it. */
export interface DesiredAction {
  readonly slug: string;
  readonly fields: MessageActionFields;
  /** Sorted, so that order does not look like a change. */
  readonly permissions: readonly string[];
  /** SHA-256 over all of the above; changes when anything Cliq holds has to. */
  readonly hash: string;
}

/** What derives the credential in each execution URL. */
export interface UrlSecrets {
  readonly stage: string;
  readonly signingKey: Uint8Array;
}

/** The desired set. Throws {@link Misconfigured} for an execution URL longer than Cliq takes. */
export function toDesiredActions(properties: RegistrationProperties, secrets: UrlSecrets): readonly DesiredAction[] {
  return properties.actions.map((action) => toDesiredAction(action, properties, secrets));
}

function toDesiredAction(action: ManifestAction, properties: RegistrationProperties, secrets: UrlSecrets): DesiredAction {
  const { slug, permissions, team_ids: teamIds, ...rest } = action;
  const identity = { stage: secrets.stage, slug, version: properties.credentialVersion };
  const executionUrl = `${properties.apiOrigin}/actions/${slug}/${deriveCredential(secrets.signingKey, identity)}`;
  if (executionUrl.length > declarationLimits.executionUrl) {
    throw new Misconfigured(
      `${slug}: its URL has ${executionUrl.length} characters, Cliq takes ${declarationLimits.executionUrl}: shorten the folder's name.`,
    );
  }
  const fields: MessageActionFields = {
    name: rest.name,
    hint: rest.hint,
    scope: rest.scope,
    ...(teamIds === undefined ? {} : { team_ids: teamIds.toSorted() }),
    multi_selectable: rest.multi_selectable,
    message_types: rest.message_types.toSorted(),
    execution_url: executionUrl,
  };
  const sorted = permissions.toSorted();
  return { slug, fields, permissions: sorted, hash: digestOf(JSON.stringify([fields, sorted])) };
}

/** SHA-256 in lower-case hex, for values that are kept to compare and not to read (a URL holds a credential). */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
