import type { PageAction, PageState, PendingClick } from "../../page-api.ts";

/** What of a click its repetition needs. */
export interface Repeatable {
  readonly at: number;
  readonly action: Pick<PageAction, "slug">;
  readonly request: PendingClick["request"];
}

/** What a client sets anew for each request, or what belongs to one connection. */
const ownHeaders = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * The request of a click as it would be made now, with another body when one is given: to the address that the action
 * has now if the click is of an earlier start, and as old as the event was then (webhooks refuse what is older than five
 * minutes). A time that was edited stays as it was written.
 */
export function renewRequest(
  { at, action, request }: Repeatable,
  { apiUrl, actions }: Pick<PageState, "apiUrl" | "actions">,
  now: number,
  body: string = request.body,
): PendingClick["request"] {
  const isOfThisStart = apiUrl !== "" && request.url.startsWith(`${apiUrl}/`);
  const known = actions.find(({ slug }) => slug !== "" && slug === action.slug)?.url;
  const kept = Object.entries(request.headers).filter(([name]) => !ownHeaders.has(name.toLowerCase()));
  return {
    method: request.method,
    url: isOfThisStart ? request.url : (known ?? request.url),
    headers: Object.fromEntries(kept),
    body: moveTime(body, timeOf(request.body), now - at),
  };
}

/** An event that begins at `time` is moved by so many milliseconds; its text is otherwise left as it is, digit by digit. */
export function moveTime(body: string, time: number | undefined, byMs: number): string {
  if (time === undefined || timeOf(body) !== time) return body;
  const place = new RegExp(String.raw`("timestamp"\s*:\s*)${time}(?!\d)`, "u");
  return body.replace(place, (_, name: string) => `${name}${time + byMs}`);
}

/** The time of an event in milliseconds since 1970; nothing when the text is none, or has none. */
export function timeOf(body: string): number | undefined {
  try {
    const { timestamp } = JSON.parse(body) as { timestamp?: unknown };
    return Number.isSafeInteger(timestamp) ? (timestamp as number) : undefined;
  } catch {
    return undefined;
  }
}
