import type { MessageType } from "@cliq-actions/core";
import type { LocalFailure } from "@cliq-actions/local-aws";

/** Someone of the demo organisation, as the page shows them. */
export interface PagePerson {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
  readonly email: string;
  /** Language code, for example `fr`. */
  readonly language: string;
  readonly timezone: string;
  /** Which of the six avatar colours is theirs, 0 to 5. */
  readonly tone: number;
  /** Of another organisation. */
  readonly guest?: true;
}

/** A bot, which writes and does not click. */
export interface PageBot {
  readonly id: string;
  readonly name: string;
}

/** A place where people talk. */
export interface PageChat {
  readonly id: string;
  readonly title: string;
  readonly topic: string;
  readonly type: "channel" | "dm" | "chat" | "thread";
  readonly memberIds: readonly string[];
}

/** One message, as the page shows it; `time` in milliseconds since 1970. */
export interface PageMessage {
  readonly id: string;
  readonly chatId: string;
  readonly senderId: string;
  readonly time: number;
  readonly type: MessageType;
  /** The text, or the comment under a file. */
  readonly text: string;
  /** Names written `@Name` in the text. */
  readonly mentions: readonly string[];
  /** The message this one answers. */
  readonly replyTo?: string;
  readonly file?: { readonly name: string; readonly contentType: string; /** Bytes. */ readonly size: number };
  /** What came through the API: its text, card, slides and buttons. */
  readonly output?: unknown;
}

/** What a person used that was no action: a button or a form, and where it stands. */
export interface PageUse {
  readonly do: "click" | "submit" | "cancel" | "change" | "search";
  /** Id of the click whose reply it stands in, or of the message. */
  readonly of: string;
}

/** A message action as Cliq holds it, plus the slug its address names (empty when it is not one of ours). */
export interface PageAction {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly hint: string;
  readonly scope: string;
  readonly messageTypes: readonly MessageType[];
  readonly multiSelectable: boolean;
  readonly permissions: readonly string[];
  /** Whether it calls an address, or runs a Deluge script inside Zoho, which nothing here can do. */
  readonly executionType: "webhook" | "deluge";
  /** Where Cliq posts to, credential included; a Deluge script has none. */
  readonly url?: string;
}

/** What the page asks for first. */
export interface PageState {
  /** Names this start of the simulator: a page of another one has to be loaded anew. */
  readonly start: string;
  readonly organizationId: string;
  /** The channel first, which everybody is in. */
  readonly chats: readonly PageChat[];
  readonly people: readonly PagePerson[];
  readonly bots: readonly PageBot[];
  readonly messages: readonly PageMessage[];
  readonly actions: readonly PageAction[];
  /** The last clicks, oldest first: a page that is opened again shows them again. */
  readonly history: readonly InvocationReport[];
  /** The clicks whose answer is awaited. */
  readonly pending: readonly PendingClick[];
  /** What stands in for systems outside this machine, one line each. */
  readonly fakes: readonly string[];
  readonly stackName: string;
  /** CloudFormation's own word, such as `UPDATE_COMPLETE`; `DELETE_COMPLETE` when the stack is gone. */
  readonly stackStatus: string;
  readonly apiUrl: string;
  readonly cliqUrl: string;
}

/** The entries of the context menu, a sentence when there are none, and why the others are not among them. */
export interface PageMenu {
  readonly actions: readonly PageAction[];
  readonly missing: readonly { readonly action: PageAction; readonly reason: string }[];
  readonly why?: string;
}

/** What ran behind the address: one Lambda invocation, in milliseconds. */
export interface LambdaRun {
  readonly functionName: string;
  readonly requestId: string;
  readonly cold: boolean;
  readonly initMs?: number;
  readonly durationMs: number;
  readonly ok: boolean;
  readonly errorType?: string;
  /** What its log line calls the outcome: `replied`, or the code of an error. */
  readonly outcome?: string;
  /** What its log line calls the click: eight characters that its person may quote. */
  readonly reference?: string;
}

/** One click whose answer is awaited. */
export interface PendingClick {
  readonly id: string;
  /** When it was clicked, in milliseconds since 1970. */
  readonly at: number;
  readonly action: PageAction;
  /** Empty for a request that somebody sent straight to the HTTP API: it is nobody's click in Cliq. */
  readonly personId: string;
  /** The first is the message that was clicked, or that what was used is about. */
  readonly messageIds: readonly string[];
  /** Set when it was no action that was chosen. */
  readonly use?: PageUse;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
}

/** One click, from the request Cliq sent to what it made of the answer. */
export interface InvocationReport extends PendingClick {
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  readonly outcome: "answered" | "timed-out" | "unreachable";
  /** As Cliq saw it. */
  readonly ms: number;
  readonly output?: unknown;
  /** A sentence, when the answer is not one Cliq can show. */
  readonly problem?: string;
  /** Of a late reply, which the action sent to Cliq by itself: id of the click that it answers. */
  readonly late?: string;
  /** What faults of delivery did to it, a sentence each. */
  readonly faults?: readonly string[];
  readonly lambda?: LambdaRun;
  /** What the function failed with, for its author: neither the person nor the log is told. */
  readonly failure?: LocalFailure;
  /** Lines the function wrote meanwhile. */
  readonly logs: readonly string[];
}

/** What came of a use: its report; what Cliq lets nobody submit, a sentence for each input; or why it calls no function. */
export type UseAnswer =
  | { readonly report: InvocationReport }
  | { readonly problems: Readonly<Record<string, string>> }
  | { readonly refusal: string };

/** Rows of one DynamoDB table of an action. */
export interface TableView {
  readonly kind: "table";
  readonly slug: string;
  readonly label: string;
  readonly name: string;
  readonly keys: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** Whether the table holds more rows than these. */
  readonly more: boolean;
}

/** Objects of one S3 bucket of an action, newest first. */
export interface BucketView {
  readonly kind: "bucket";
  readonly slug: string;
  readonly label: string;
  readonly name: string;
  readonly objects: readonly {
    readonly key: string;
    readonly size: number;
    /** Milliseconds since 1970. */ readonly modified: number;
  }[];
  readonly more: boolean;
}

/** Messages of one SQS queue of an action and of its dead-letter queue, oldest first; what they say is not shown. */
export interface QueueView {
  readonly kind: "queue";
  readonly slug: string;
  readonly label: string;
  readonly name: string;
  readonly messages: readonly {
    readonly id: string;
    /** Milliseconds since 1970. */ readonly sent: number;
    readonly receives: number;
    readonly state: "waiting" | "in flight" | "delayed" | "given up";
  }[];
  readonly more: boolean;
}

/** One store of the running stack that an action owns. */
export type StoreView = TableView | BucketView | QueueView;

/** Something that keeps an edited action from being built, or that its author should know. */
interface BuildProblem {
  /** Where it is, such as `packages/actions/src/x/action.ts:12:7`. */
  readonly place: string;
  readonly text: string;
  readonly kind: "type" | "syntax" | "synthesis" | "warning";
}

/** What came of the sources as they were last saved. */
export interface BuildState {
  /** While a build fails, the last good version keeps running. */
  readonly status: "building" | "good" | "failed";
  /** Counts the versions that ran, from 1. */
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly problems: readonly BuildProblem[];
}

/** What an open page is told as it happens; after `stack` it asks for its state again, after `clear` it forgets the clicks that ended. */
export type PageChange =
  | { readonly type: "click"; readonly click: PendingClick }
  | { readonly type: "result"; readonly report: InvocationReport }
  /** Written, or changed by who wrote it. */
  | { readonly type: "message"; readonly message: PageMessage }
  | { readonly type: "deleted"; readonly messageId: string }
  | { readonly type: "clear" }
  | { readonly type: "stack" }
  | { readonly type: "build"; readonly build: BuildState };

/** A reply that somebody wrote by hand, as Cliq would take it. */
export interface CheckedReply {
  /** Absent when it is no JSON. */
  readonly output?: unknown;
  readonly problems: readonly { readonly path: string; readonly sentence: string }[];
  /** Code that makes it, or a sentence on why there is none; only of a reply without problems. */
  readonly builders?: { readonly code: string } | { readonly reason: string };
}

/** A kind of fault that can be made to happen. */
export interface PageFaultKind {
  readonly kind: string;
  /** One sentence on what it means. */
  readonly says: string;
  readonly takes?: "delayMs" | "copies";
}

/** What can go wrong on purpose, and what is going to. */
export interface PageFaults {
  /** Of clicks. */
  readonly deliveries: readonly PageFaultKind[];
  /** Of the registrar's calls. */
  readonly calls: readonly PageFaultKind[];
  /** What such calls may be, `any` among them. */
  readonly operations: readonly string[];
  readonly pending: readonly {
    readonly id: string;
    readonly of: "delivery" | "call";
    readonly kind: string;
    /** Name of the action, or the operation; `any` for every one. */
    readonly on: string;
    /** How many pass before it. */
    readonly before: number;
    /** On how many it still happens. */
    readonly left: number;
  }[];
}

/** A fault that somebody wants. */
export interface FaultWish {
  readonly of: "delivery" | "call";
  readonly kind: string;
  readonly on: string;
  readonly nth: number;
  readonly times: number;
  readonly delayMs?: number;
  readonly copies?: number;
}
