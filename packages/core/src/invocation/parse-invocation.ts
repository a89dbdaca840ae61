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
  readonly signal: () => AbortSignalLike | undefined;
  /** Takes the path (never the value) of each leaf that was left out for its type, at most ten different ones. */
  readonly onOddField?: ReportOddField;
}

const mostOddFields = 10;

/** A class for its getter's sake: one in a literal is made anew at each click. */
class Base implements InvocationBase {
  readonly slug;
  readonly organizationId;
  readonly at;
  readonly keys;
  readonly #signal;

  constructor(envelope: Envelope, delivery: Delivery, business: string) {
    this.slug = delivery.slug;
    this.organizationId = envelope.organizationId ?? "";
    this.at = envelope.at;
    this.keys = { delivery: delivery.key, business };
    this.#signal = delivery.signal;
  }

  get signal(): AbortSignalLike {
    return this.#signal() as AbortSignalLike;
  }
}

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
  const access = params.strictBlock("access");
  const business = delivery.hash(businessKeySource(delivery.slug, envelope, access, messages));
  const invocation: Base & Record<string, unknown> = new Base(envelope, delivery, business) as never;
  if (granted.has("message")) Object.assign(invocation, messageKeys(messages, shape, params));
  if (granted.has("user")) invocation.user = userOf(params, access);
  if (granted.has("chat")) invocation.chat = parseChat(params.strictBlock("chat"), access?.strictId("chat_id"));
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

function userOf(params: Block, access: Block | undefined): User {
  const user = parseUser(params.strictBlock("user"), access);
  if (user === undefined) throw new UserError(`Cliq did not say who you are. ${askedForConsent}`);
  return user;
}

function onceEach(report: ReportOddField | undefined): ReportOddField {
  const reported: string[] = [];
  return (path) => {
    if (reported.includes(path) || reported.length >= mostOddFields) return;
    reported.push(path);
    report?.(path);
  };
}
