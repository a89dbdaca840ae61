import { Reply } from "../reply/reply.ts";
import { isRecord, rangeProblem, unknownFieldProblem } from "./field-problems.ts";

/** How an action's work may outlive the click, as its declaration says. */
export interface BackgroundSettings {
  /**
   * "always": every click is acknowledged at once and done in the background. "late": only what is not done by the time
   * that Cliq would give up on it; it then begins anew. Left out, "always".
   */
  readonly when?: "always" | "late";
  /** How long one attempt may take: 30 to 900 seconds. Left out, 60. */
  readonly timeoutSeconds?: number;
}

/** Work that outlives the click: what the person reads at once. What `execute` returns comes later. */
export interface Background<Clicked> extends BackgroundSettings {
  /** The answer to the click, such as "Your files are being kept." */
  readonly acknowledge: Reply | ((invocation: Clicked) => Reply);
}

/** Bounds of {@link BackgroundSettings}, what holds where they are left out, and how often a job is handed out at most. */
export const backgroundLimits = { timeoutSeconds: { from: 30, to: 900, usual: 60 }, receives: 6 } as const;

/** What is wrong with how work is to be done in the background; undefined when nothing is. */
export function backgroundProblem(background: unknown): string | undefined {
  if (background === undefined) return undefined;
  if (!isRecord(background)) return "background must be an object.";
  const { acknowledge, when, timeoutSeconds } = background;
  const { from, to } = backgroundLimits.timeoutSeconds;
  const problem =
    unknownFieldProblem(background, ["acknowledge", "when", "timeoutSeconds"]) ??
    ([undefined, "always", "late"].includes(when as string) ? undefined : 'when must be "always" or "late".') ??
    (timeoutSeconds === undefined ? undefined : rangeProblem("timeoutSeconds", timeoutSeconds, from, to));
  if (problem !== undefined) return `background: ${problem}`;
  if (typeof acknowledge === "function" || Reply.jsonOf(acknowledge) !== undefined) return undefined;
  return "background: acknowledge must be a reply, or a function that returns one.";
}
