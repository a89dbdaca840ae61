import { jsonResponse, type PlainResponse } from "../plain-http.ts";
import { type Deletion, deletedSince } from "./deleted-since.ts";
import { type ListToken, readListToken, writeListToken } from "./list-token.ts";
import type { OperationCall } from "./operation.ts";
import { Refusal } from "./refusal.ts";

/** What a list can show: things with an id, a time of creation and the change count when they last changed. */
interface Listable {
  readonly id: string;
  readonly createdAt: number;
  readonly revision: number;
}

/** One kind of component, as far as the person who lists may see it. */
export interface ListSource<Item extends Listable> {
  /** Below `/api/v3`. */
  path: string;
  type: string;
  maxLimit: number;
  items: readonly Item[];
  deleted: readonly Deletion<Item>[];
  toData(item: Item): object;
}

const defaultLimit = 20;
/** The parameters of a list. */
export const listParameters = ["limit", "next_token", "sync_token"] as const;

/** One page of a list, in order of creation, or of what changed since a `sync_token`. */
export function listPage<Item extends Listable>(call: OperationCall, source: ListSource<Item>): PlainResponse {
  const { state, query } = call;
  const page = readListToken("next", query.get("next_token"));
  const limit = readLimit(query.get("limit"), source.maxLimit) ?? page?.limit ?? defaultLimit;
  const since = page?.since ?? readListToken("sync", query.get("sync_token"))?.watermark;
  const watermark = page?.watermark ?? state.revision;

  // Ids all have 17 digits, so their order as text is their order of creation.
  const found = listed(call, source, since)
    .filter(({ id }) => id > (page?.lastId ?? ""))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const items = found.slice(0, limit);
  const token: ListToken = { limit, watermark, since, lastId: items.at(-1)?.id ?? page?.lastId ?? "0" };

  return jsonResponse(
    200,
    JSON.stringify({
      url: `/api/v3${source.path}`,
      type: source.type,
      sync_token: writeListToken("sync", token),
      ...(found.length > limit && { next_token: writeListToken("next", token) }),
      ...(since !== undefined && page === undefined && { deleted: deletedSince(source.deleted, since) }),
      data: items.map((item) => source.toData(item)),
    }),
  );
}

/** With `listDelayMs`, an unsynchronised list shows a create or a delete only after that long. */
function listed<Item extends Listable>(
  { state, now }: OperationCall,
  source: ListSource<Item>,
  since?: number,
): Item[] {
  if (since !== undefined) return source.items.filter(({ revision }) => revision > since);
  const { listDelayMs } = state.options;
  if (listDelayMs === 0) return [...source.items];
  const lingering = source.deleted.filter((deletion) => deletion.at + listDelayMs > now).map(({ item }) => item);
  return [...source.items, ...lingering].filter(({ createdAt }) => createdAt + listDelayMs <= now);
}

function readLimit(text: string | null, maxLimit: number): number | undefined {
  if (text === null) return undefined;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  // What Cliq does beyond its maximum is UNKNOWN: refusing shows a client that relies on either reading.
  if (limit < 1 || limit > maxLimit) {
    throw new Refusal("input_pattern_mismatch", "Unidentified value passed for the 'limit' key");
  }
  return limit;
}
