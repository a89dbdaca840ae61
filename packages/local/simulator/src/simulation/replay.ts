import type { FakeCliq, InvocationRequest } from "@cliq-actions/fake-cliq";
import type { InvocationReport, PageAction, PageState } from "../page-api.ts";
import { moveTime, renewRequest, timeOf } from "../page/exchange/renew-request.ts";
import type { Exchanges } from "./exchanges.ts";
import type { FollowedClicks } from "./follow-clicks.ts";
import { UnknownSubject } from "./unknown-subject.ts";

/** What is to be sent again. */
export interface Replay {
  /** Of the new click. */
  readonly id: string;
  /** Id or reference of a click that ended. */
  readonly of?: string;
  /** Another body for it; without `of`, an event from a file. */
  readonly body?: string;
  /** Slug of the action that an event from a file is for; the one that the event names when absent. */
  readonly action?: string;
}

/** As Cliq sends them (packages/local/cliq): an event from a file has none. */
const usualHeaders = { "content-type": "application/json;charset=UTF-8", "user-agent": "ZohoCliq" };

/** Sends the request of an earlier click, or an event from a file, and reports on it as on any click. */
export async function replay(
  wish: Replay,
  parts: {
    readonly cliq: Pick<FakeCliq, "send">;
    readonly clicks: FollowedClicks;
    readonly exchanges: Exchanges;
    readonly place: Pick<PageState, "apiUrl" | "actions">;
  },
): Promise<InvocationReport> {
  const { cliq, clicks, exchanges, place } = parts;
  const { request, origin } = wish.of === undefined ? fromFile(wish, place) : again(wish, wish.of, exchanges, place);
  // Cliq's type says POST; what others have sent straight to the API is sent as they did.
  const sent = request as InvocationRequest;
  clicks.expect(sent, { id: wish.id, personId: "", messageIds: [], ...origin });
  const { request: done } = await cliq.send(sent);
  return await clicks.reportOf(done);
}

interface Renewed {
  readonly request: InvocationReport["request"];
  readonly origin: Partial<Pick<InvocationReport, "action" | "personId" | "messageIds" | "use">>;
}

function again(wish: Replay, of: string, exchanges: Exchanges, place: Pick<PageState, "apiUrl" | "actions">): Renewed {
  const earlier = exchanges.find(of);
  if (earlier === undefined)
    throw new UnknownSubject(
      `No click with the id or reference ${of} is kept here. The page of this start lists those that are.`,
    );
  if ("late" in earlier)
    throw new UnknownSubject(
      "A late reply is what an action sent to Cliq: it cannot be sent again from here. Send the click.",
    );
  const request = renewRequest(earlier, place, Date.now(), wish.body);
  const { personId, messageIds, use } = earlier;
  const action = place.actions.find(({ slug }) => slug !== "" && slug === earlier.action.slug) ?? earlier.action;
  return { request, origin: { personId, messageIds, action, ...(use && { use }) } };
}

function fromFile({ body = "", action: slug }: Replay, place: Pick<PageState, "actions">): Renewed {
  const action = chooseAction(place.actions, slug, nameOf(body));
  if (action.url === undefined)
    throw new UnknownSubject(`${action.name} is a Deluge script: it runs inside Zoho, and not here.`);
  const time = timeOf(body);
  const moved = moveTime(body, time, Date.now() - (time ?? 0));
  return { request: { method: "POST", url: action.url, headers: usualHeaders, body: moved }, origin: { action } };
}

function chooseAction(actions: readonly PageAction[], slug: string | undefined, name: string | undefined): PageAction {
  const found = actions.find((action) => (slug === undefined ? action.name === name : action.slug === slug));
  if (found !== undefined) return found;
  const which = slug === undefined ? `the event names ${name === undefined ? "none" : JSON.stringify(name)}` : slug;
  const known = actions.map((action) => action.slug).filter((known) => known !== "");
  throw new UnknownSubject(
    `There is no such action here: ${which}. Name one of these: ${known.join(", ") || "there is none"}.`,
  );
}

function nameOf(body: string): string | undefined {
  try {
    const { name } = JSON.parse(body) as { name?: unknown };
    return typeof name === "string" ? name : undefined;
  } catch {
    return undefined;
  }
}
