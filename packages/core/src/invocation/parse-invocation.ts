import type { AbortSignalLike } from "../abort-signal.ts";
import { UserError } from "../errors/user-error.ts";
import type { MessageType, Permission } from "../vocabulary.ts";
import { Block, type ReportOddField } from "./block.ts";
import { businessKeySource } from "./business-key.ts";
import type { Invocation, InvocationBase } from "./invocation.ts";
import type { AnyMessage } from "./message.ts";
import { nameSelection } from "./name-mentions.ts";
import { parseAttachment, parseChat, parseLocation } from "./parse-context.ts";
import type { Envelope } from "./parse-envelope.ts";
import { parseMention, parseUser } from "./parse-person.ts";
import { askedForConsent, parseSelection } from "./parse-selection.ts";
import type { User } from "./person.ts";

/** The part of a declaration that decides what an invocation holds. */
export interface InvocationShape {
  readonly messageTypes: readonly MessageType[];
  readonly permissions: readonly Permission[];
  readonly multiSelectable?: boolean;
  readonly policy?: { admit(envelope: Envelope): void };
}

/** What the edge knows besides the event itself. */
export interface Delivery {
  readonly slug: string;
  /** Hash of the raw body. */
  readonly key: string;
  readonly hash: (text: string) => string;
  /** Gives the signal of the work on it; asked only where an action looks at it. */
  readonly signal: () => AbortSignalLike;
  /** Takes the path (never the value) of each leaf that was left out for its type, at most ten different ones. */
  readonly onOddField?: ReportOddField;
}

const mostOddFields = 10;

/**
 * What `execute` receives, read from an admitted event. Only declared permissions become keys; unknown fields stay out,
 * and a leaf of an unexpected type counts as absent and is reported.
 * Throws {@link MalformedInvocation} for a wrong type of what keys are made of, and {@link UserError} where a person can
 * do something about it, {@link NotAllowed} where the action's policy refuses them.
 */
export function parseInvocation(envelope: Envelope, shape: InvocationShape, delivery: Delivery): Invocation {
  const params = new Block(envelope.params, "params", onceEach(delivery.onOddField));
  const granted = new Set(shape.permissions);
  const messages = granted.has("message") ? parseSelection(params, shape) : [];
  const invocation: InvocationBase & Record<string, unknown> = {
    slug: delivery.slug,
    organizationId: envelope.organizationId ?? "",
    at: envelope.at,
    get signal() {
      return delivery.signal();
    },
    keys: { delivery: delivery.key, business: delivery.hash(businessKeySource(delivery.slug, envelope, messages)) },
  };
  if (granted.has("message")) Object.assign(invocation, messageKeys(messages, shape, params));
  if (granted.has("user")) invocation.user = userOf(params);
  if (granted.has("chat")) invocation.chat = parseChat(params.strictBlock("chat"), envelope.chatId);
  if (granted.has("attachments")) invocation.attachments = params.list("attachments").map(parseAttachment);
  if (granted.has("location")) invocation.location = parseLocation(params.strictBlock("location"));
  // Here, where every way to an action's code comes by: the click, a worker.
  shape.policy?.admit(envelope);
  // The type says every permission is present; which ones are is what the declaration decided.
  return invocation as unknown as Invocation;
}

function messageKeys(raw: readonly AnyMessage[], shape: InvocationShape, params: Block): object {
  const mentions = params.list("mentions").map(parseMention);
  const messages = mentions.length === 0 ? raw : nameSelection(raw, mentions, params.block("message")?.id("id"));
  return shape.multiSelectable ? { messages, mentions } : { message: messages[0], mentions };
}

function userOf(params: Block): User {
  const user = parseUser(params.strictBlock("user"), params.strictBlock("access"));
  if (user === undefined) throw new UserError(`Cliq did not say who you are. ${askedForConsent}`);
  return user;
}

function onceEach(report: ReportOddField | undefined): ReportOddField {
  const reported = new Set<string>();
  return (path) => {
    if (reported.has(path) || reported.size >= mostOddFields) return;
    reported.add(path);
    report?.(path);
  };
}
