import type {
  Execution,
  FakeBot,
  FakeChat,
  FakeCliq,
  FakeMessage,
  FakePerson,
  FormValues,
  FunctionUse,
} from "@cliq-actions/fake-cliq";
import { problemsOfValues, usedForm } from "@cliq-actions/fake-cliq";
import type { InvocationReport, PendingClick, UseAnswer } from "../page-api.ts";
import { findRoot, placeExchange } from "../page/exchange/place-exchange.ts";
import type { Chats } from "./chats.ts";
import type { Exchanges } from "./exchanges.ts";
import type { FollowedClicks } from "./follow-clicks.ts";
import { UnknownSubject } from "./unknown-subject.ts";
import { wordsOf } from "./words-of.ts";

/** What somebody uses: a button of a reply or message, or a form that a reply has opened. */
export type UseWish = {
  readonly personId: string;
  /** Id of the click whose reply it stands in, or of the message. */
  readonly of: string;
} & (
  | { readonly do: "click"; readonly button: unknown; readonly input?: string }
  | { readonly do: "submit" | "cancel"; readonly form: unknown; readonly values: FormValues }
  | { readonly do: "change"; readonly form: unknown; readonly values: FormValues; readonly input: string }
  | {
      readonly do: "search";
      readonly form: unknown;
      readonly values: FormValues;
      readonly input: string;
      readonly query: string;
    }
);

/** Where a use happens. */
interface UsePlace {
  readonly chat: FakeChat;
  readonly messageIds: readonly string[];
  readonly message: FakeMessage;
  readonly action?: PendingClick["action"];
}

/** Uses a function as Cliq does, and reports on it as on any click; a form that Cliq would not submit is told field by field. */
export async function useFunction(
  id: string,
  wish: UseWish,
  parts: {
    readonly cliq: Pick<FakeCliq, "use">;
    readonly clicks: FollowedClicks;
    readonly exchanges: Exchanges;
    readonly chats: Chats;
  },
): Promise<UseAnswer> {
  const { cliq, clicks, exchanges, chats } = parts;
  const { personId, of, ...used } = wish;
  if (used.do === "submit") {
    const form = usedForm.safeParse(used.form);
    const problems = form.success ? problemsOfValues(form.data, used.values) : {};
    if (Object.keys(problems).length > 0) return { problems };
  }
  const person = chats.findPerson(personId);
  const { chat, messageIds, message, action } = findPlace(of, person, exchanges, chats);
  const base = { person, chat, at: Date.now() };
  const use: FunctionUse = used.do === "click" ? { ...base, ...used, message } : { ...base, ...used };
  clicks.expect(use, { id, personId, messageIds, use: { do: used.do, of }, ...(action && { action }) });
  let sent: Execution;
  try {
    sent = await cliq.use(use);
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) };
  }
  return { report: await clicks.reportOf(sent.request) };
}

function findPlace(of: string, person: FakePerson, exchanges: Exchanges, chats: Chats): UsePlace {
  if (chats.isKnown(of)) {
    const messages = chats.findMessages([of]);
    return { chat: chats.findChat([of], person), messageIds: [of], message: messages[0]! };
  }
  const origin = exchanges.find(of);
  if (origin === undefined)
    throw new UnknownSubject("What this stands in is not kept here any more. Run its action again.");
  const { messageIds, action } = origin;
  const known = messageIds.filter((id) => chats.isKnown(id));
  return { chat: chats.findChat(known, person), messageIds, action, message: toMessage(origin, exchanges) };
}

/** The message that a reply is for Cliq; what it says now, and nobody but an action wrote. */
function toMessage(origin: PendingClick, exchanges: Exchanges): FakeMessage {
  const root = exchanges.find(findRoot(origin.id, findEnded(exchanges))) ?? origin;
  const edits = exchanges.ended().filter((report) => {
    const placement = placeExchange({ ...report, report }, findEnded(exchanges));
    return placement.kind === "edit" && placement.of === root.id;
  });
  const output = edits.at(-1)?.output ?? ("output" in root ? root.output : "");
  const sender: FakeBot = { id: `b-${root.action.id || root.action.slug}`, name: root.action.name };
  return { id: `${root.at}_130720000`, sender, time: root.at, type: "text", text: wordsOf(output) };
}

/** Clicks as the page knows them: with their reports. */
export function findEnded(
  exchanges: Pick<Exchanges, "find">,
): (id: string) => (PendingClick & { report?: InvocationReport }) | undefined {
  return (id) => {
    const found = exchanges.find(id);
    return found !== undefined && "outcome" in found ? { ...found, report: found as InvocationReport } : found;
  };
}
