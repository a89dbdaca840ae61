import {
  type AnyMessageAction,
  type Envelope,
  expectMessageAction,
  InvalidReply,
  type Invocation,
  MalformedInvocation,
  parseInvocation,
  type Reply,
  toResponseBody,
  UserError,
} from "@cliq-actions/core";
import type { Ability, AdmittedEvent } from "../ability.ts";
import type { Settings } from "../receive/read-settings.ts";
import { judgeFailure } from "../respond/judge-failure.ts";
import { isA } from "../respond/read-safely.ts";
import { withDeadline } from "../respond/with-deadline.ts";
import type { Job } from "./job.ts";

const { hash } = process.getBuiltinModule("node:crypto");

/** An action as a worker runs it. */
export interface Worked {
  readonly action: AnyMessageAction;
  readonly ports: () => unknown;
  readonly execute: (invocation: Invocation) => Reply | Promise<Reply>;
  /** Those that the webhook has, which fill in what a reply leaves open. */
  readonly abilities: readonly Ability[];
}

/**
 * Runs a job's action as its webhook would have, within `limitMs`, and gives the response for Cliq: also where the action
 * explains something to the person. Rejects with whatever may pass.
 */
export async function executeJob(
  { body, reference }: Job,
  envelope: Envelope,
  settings: Settings,
  limitMs: number,
  { action, ports, execute, abilities }: Worked,
): Promise<string> {
  const click = { reference, isAdmitted: true, oddFields: [] };
  let signal: (() => AbortSignal) | undefined;
  const event: AdmittedEvent = {
    envelope,
    settings,
    action,
    ports,
    click,
    body,
    limitMs,
    parse: () => {
      expectMessageAction(envelope);
      return parseInvocation(envelope, action, {
        slug: settings.slug,
        key: hash("sha256", body),
        hash: (text) => hash("sha256", text),
        signal: () => signal?.(),
      });
    },
  };
  const answer = (index: number, ownMs = limitMs): Promise<Reply> => {
    const ability = abilities[index];
    if (ability !== undefined) return ability(event, (lessMs) => answer(index + 1, lessMs));
    const invocation = event.parse();
    return withDeadline(async (of) => {
      signal = of;
      return execute(invocation);
    }, ownMs);
  };
  try {
    return toLateResponse(await answer(0));
  } catch (error) {
    // What comes to the same however often it is tried is told at once.
    if (isA(error, UserError) || isA(error, MalformedInvocation)) return judgeFailure(error, click).response.body;
    throw error;
  }
}

/** The response, if it is one that can come later: a message or a banner. */
function toLateResponse(reply: Reply): string {
  const response = toResponseBody(reply);
  const { type } = (JSON.parse(response) as { output: { type?: unknown } }).output;
  if (type === undefined || type === "banner") return response;
  throw new InvalidReply(
    "What is done in the background comes after the click: return banner(), text() or card(), no form and no edit.",
  );
}
