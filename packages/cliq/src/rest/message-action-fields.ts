import { holdUrl } from "../redact.ts";
import { toExactNumber } from "./exact-json.ts";

/** What a message action can be told on update, in the words of the REST API. */
export interface MessageActionFields {
  /** At most 30 characters. */
  readonly name: string;
  /** At most 128 characters. */
  readonly hint: string;
  readonly scope: "organization" | "team" | "personal";
  /** Decimal digits, at most 4 ids; with scope "team" only. Sent as integers without losing a digit. */
  readonly team_ids?: readonly string[];
  readonly multi_selectable: boolean;
  /** 1 to 3 of text, link, attachment. */
  readonly message_types: readonly string[];
  /** https, at most 225 characters. */
  readonly execution_url: string;
  /** The icon, Base64. Reads do not show it. */
  readonly image?: string;
}

/** A new Deluge action: its script runs inside Zoho and is the handler's, so it has no URL. */
export type DelugeActionFields = Omit<MessageActionFields, "execution_url"> & { readonly execution_type: "deluge" };

/**
 * The body of a create, of a webhook action unless the fields say otherwise. v3 refuses unknown keys, so exactly the
 * documented ones are sent; permissions and script are the handler's.
 */
export function toCreateBody(fields: MessageActionFields | DelugeActionFields): string {
  const execution_type = "execution_type" in fields ? fields.execution_type : "webhook";
  return JSON.stringify({ ...toWireFields(fields), execution_type });
}

/** The body of an update; fields left out stay as they are. `execution_type` cannot be updated. */
export function toUpdateBody(fields: Partial<MessageActionFields>): string {
  return JSON.stringify(toWireFields(fields));
}

function toWireFields(fields: Partial<MessageActionFields>): Record<string, unknown> {
  return {
    name: fields.name,
    hint: fields.hint,
    scope: fields.scope,
    team_ids: fields.team_ids?.map((teamId) => toExactNumber(teamId)),
    multi_selectable: fields.multi_selectable,
    message_types: fields.message_types,
    execution_url: fields.execution_url && holdUrl(fields.execution_url),
    image: fields.image,
  };
}
