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
}

/** The body of a create. v3 refuses unknown keys, so exactly the documented ones are sent; permissions are the handler's. */
export function toCreateBody(fields: MessageActionFields): string {
  return JSON.stringify({ ...toWireFields(fields), execution_type: "webhook" });
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
    execution_url: fields.execution_url,
  };
}
