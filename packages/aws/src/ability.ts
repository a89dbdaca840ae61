import type { AnyMessageAction, Envelope, HttpResponse, Invocation, Reply } from "@cliq-actions/core";
import type { Settings } from "./receive/read-settings.ts";

/** What becomes known of a request while it is served. */
export interface Click {
  /** What the person may quote. */
  readonly reference: string;
  isAdmitted: boolean;
  /** Paths, never values, of the event's leaves that were left out for their type. */
  readonly oddFields: string[];
  /** Makes of a failure banner what Cliq can show in its place. */
  showFailure?: (response: HttpResponse) => HttpResponse;
}

/** An authentic event of the organisation, fresh, from here on always answered in words. */
export interface AdmittedEvent {
  readonly envelope: Envelope;
  readonly settings: Settings;
  readonly action: AnyMessageAction;
  /** The adapters the action was given; may throw, as their factory may. */
  readonly ports: () => unknown;
  readonly click: Click;
  /** The raw body: well-formed text, or its bytes. */
  readonly body: string | Uint8Array;
  /** How long work on it may take from now on, in milliseconds, so that Cliq still hears of it. */
  readonly limitMs: number;
  /** The event as a click on the action; throws where it is none, or not as it should be. */
  readonly parse: () => Invocation;
}

/**
 * What an action can do beside answering a click at once. `lambda.ts` hands it to `serveMessageAction`, so that an action
 * without it carries none of its code. It answers the event itself, or hands it on to the next ability, and at last to
 * the action, which has `limitMs` for it unless told less. It may throw, as `execute` may.
 */
export type Ability = (event: AdmittedEvent, next: (limitMs?: number) => Promise<Reply>) => Promise<Reply>;
