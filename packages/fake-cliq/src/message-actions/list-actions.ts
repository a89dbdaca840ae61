import type { CliqState } from "../cliq-state.ts";
import { jsonResponse, type PlainResponse } from "../plain-http.ts";
import type { OperationCall } from "../rest/operation.ts";
import { Refusal } from "../rest/refusal.ts";
import { isAvailableTo } from "./available-to.ts";
import { deletedSince } from "./deleted-since.ts";
import { readListToken, writeListToken, type ListToken } from "./list-token.ts";
import type { RegisteredAction } from "./registered-action.ts";
import { toActionData } from "./to-action-data.ts";

const defaultLimit = 20;
const maxLimit = 100;

/** `GET /messageactions`: one page, in order of creation, or of what changed since a `sync_token`. */
export function listActions(call: OperationCall): PlainResponse {
  const { state, person, query, now } = call;
  const page = readListToken("next", query.get("next_token"));
  const limit = readLimit(query.get("limit")) ?? page?.limit ?? defaultLimit;
  const since = page?.since ?? readListToken("sync", query.get("sync_token"))?.watermark;
  const watermark = page?.watermark ?? state.revision;

  // Ids all have 17 digits, so their order as text is their order of creation.
  const found = listed(state, since, now)
    .filter((action) => isAvailableTo(person, action) && action.id > (page?.lastId ?? ""))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const items = found.slice(0, limit);
  const token: ListToken = { limit, watermark, since, lastId: items.at(-1)?.id ?? page?.lastId ?? "0" };

  return jsonResponse(
    200,
    JSON.stringify({
      url: "/api/v3/messageactions",
      type: "messageaction",
      sync_token: writeListToken("sync", token),
      ...(found.length > limit && { next_token: writeListToken("next", token) }),
      ...(since !== undefined && page === undefined && { deleted: deletedSince(state, person, since) }),
      data: items.map((action) => toActionData(action, state.options.reads)),
    }),
  );
}

/** With `listDelayMs`, an unsynchronised list shows a create or a delete only after that long. */
function listed(state: CliqState, since: number | undefined, now: number): RegisteredAction[] {
  const actions = [...state.actions.values()];
  if (since !== undefined) return actions.filter((action) => action.revision > since);
  const { listDelayMs } = state.options;
  if (listDelayMs === 0) return actions;
  const lingering = state.deleted.filter((deletion) => deletion.at + listDelayMs > now).map(({ action }) => action);
  return [...actions, ...lingering].filter((action) => action.createdAt + listDelayMs <= now);
}

function readLimit(text: string | null): number | undefined {
  if (text === null) return undefined;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  // What Cliq does beyond its maximum is UNKNOWN: refusing shows a client that relies on either reading.
  if (limit < 1 || limit > maxLimit) {
    throw new Refusal("input_pattern_mismatch", "Unidentified value passed for the 'limit' key");
  }
  return limit;
}
