import type { MessageAction } from "@cliq-actions/cliq/rest/message-action";
import { digestOf } from "../digest.ts";

/** A message action or function as Cliq shows it; what a read does not promise may be missing. */
export interface ObservedItem {
  readonly id: string;
  readonly name: string;
  /** The hint of an action, the description of a function. */
  readonly hint: string | undefined;
  /** See {@link DesiredItem.kind}; undefined when Cliq does not show enough to tell. */
  readonly kind: string | undefined;
  readonly executionUrl: string | undefined;
  readonly creator: MessageAction["creator"];
  /** All that is shown, in the words of the REST API. */
  readonly shown: Readonly<Record<string, unknown>>;
}

/** The origin of a URL as stages give it to their actions. */
function stageOriginOf({ executionUrl = "" }: Pick<ObservedItem, "executionUrl">): string | undefined {
  return /^(https?:\/\/[^/]+)\/actions\/[^/]+\/[\w-]{43}$/.exec(executionUrl)?.[1];
}

/** Whether an item posts to a URL as a stage of one of these origins gives it to its actions. */
export function isByOrigin(item: Pick<ObservedItem, "executionUrl">, own: readonly string[]): boolean {
  return own.includes(stageOriginOf(item) ?? "");
}

/**
 * The origin that an item posts to if that is a URL as stages give it to their actions, and of none of these origins:
 * then another stage or product has adopted the item, and it is theirs. Who knows no origin of their own cannot tell.
 */
export function othersOriginOf(item: Pick<ObservedItem, "executionUrl">, own: readonly string[]): string | undefined {
  const origin = stageOriginOf(item);
  return own.length === 0 || origin === undefined || own.includes(origin) ? undefined : origin;
}

const characters: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** A text without HTML's character references. A Cliq that escapes what it shows (UNKNOWN) has put them there, and would escape them again. */
export function unescapeText(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,6})|#x([\da-f]{1,5})|(amp|lt|gt|quot|apos));/giu,
    (_whole, decimal, hex, name: string) =>
      name === undefined
        ? String.fromCodePoint(decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal))
        : (characters[name.toLowerCase()] ?? ""),
  );
}

/** A name in one spelling, declared, sent or shown: how Cliq spells what it shows is UNKNOWN. */
export function toPlainName(name: string): string {
  return unescapeText(name).normalize("NFC").replaceAll(/\s+/g, " ").trim();
}

/** What names have in common that may be one to Cliq: whether it tells them apart by case is UNKNOWN, too. */
export function toNameKey(name: string): string {
  return toPlainName(name).toLowerCase();
}

/** Whether two names may be one to Cliq; see {@link toNameKey}. */
export function isSameName(one: string, other: string): boolean {
  return toNameKey(one) === toNameKey(other);
}

/** Who has a name, for a person who has to find it in Cliq. */
export function describeHolder(holder: ObservedItem): string {
  const creator =
    holder.creator?.name ?? (holder.creator?.id === undefined ? "someone else" : `user ${holder.creator.id}`);
  return `The other one has the id ${holder.id} and was created by ${creator}.`;
}

/** Fields of an item in which Cliq shows something else than it was sent, with what it shows; URLs and scripts as digests. */
export type Differences = Readonly<Record<string, unknown>>;

/**
 * The fields in which what Cliq shows differs from what it should hold and, where `known` tells that it showed something
 * else after it had taken just that, from what it showed then. Lists count as sets. Fields it does not show count as
 * equal: reads do not promise `execution_url`, `team_ids` and others.
 */
export function differencesOf(
  shown: Readonly<Record<string, unknown>>,
  desired: object,
  known: Differences = {},
): Differences {
  const differing = Object.entries(desired).flatMap(([field, value]) => {
    const held = toKept(field, shown[field]);
    if (held === undefined || isSame(held, toKept(field, value)) || isSame(held, known[field])) return [];
    return [[field, held]];
  });
  return Object.fromEntries(differing) as Differences;
}

/** What decides who sees an item and what it is: in this Cliq has to agree with what it was sent. */
export const decisive: ReadonlySet<string> = new Set(["id", "scope", "execution_type", "function_type"]);

/** Whether two values of a field say the same; lists count as sets. */
export function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  const left = new Set<unknown>(one);
  const right = new Set<unknown>(other);
  return left.size === right.size && one.every((value) => right.has(value));
}

/** A field's value as the ledger may keep it: a URL holds a credential. */
function toKept(field: string, value: unknown): unknown {
  return field === "execution_url" && typeof value === "string" ? digestOf(value) : value;
}
