import { Refusal } from "./refusal.ts";

/** Where a list stands. */
export interface ListToken {
  limit: number;
  /** The organisation's change count when the list began. */
  watermark: number;
  /** The change count after which the list shows changes; absent in a whole list. */
  since?: number;
  /** The last id shown. */
  lastId: string;
}

/** Base64 of fields between bars, as the documented example is (`50|1777432276658|53719000002124010`). */
export function writeListToken(kind: "next" | "sync", token: ListToken): string {
  const fields = [kind, token.limit, token.watermark, token.since ?? "", token.lastId];
  return Buffer.from(fields.join("|")).toString("base64");
}

/** Reads a token of this kind; absent, empty and `null` mean none, and anything else that is not ours is refused. */
export function readListToken(kind: "next" | "sync", text: string | null): ListToken | undefined {
  if (text === null || text === "" || text === "null") return undefined;
  // A "+" that was not escaped arrives as a space.
  const written = text.replaceAll(" ", "+");
  const decoded = Buffer.from(written, "base64").toString("latin1");
  const match = /^(next|sync)\|(\d+)\|(\d+)\|(\d*)\|(\d+)$/.exec(decoded);
  if (match === null || match[1] !== kind || Buffer.from(decoded).toString("base64") !== written) {
    throw new Refusal("input_pattern_mismatch", `Unidentified value passed for the '${kind}_token' key`);
  }
  return {
    limit: Number(match[2]),
    watermark: Number(match[3]),
    since: match[4] === "" ? undefined : Number(match[4]),
    lastId: match[5] ?? "0",
  };
}
