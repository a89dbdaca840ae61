import * as z from "zod";
import { InvalidStage } from "./invalid-stage.ts";

const longestReasonChars = 200;

/** What people are told after "This action is paused.". */
export const reasonSchema = z
  .string()
  .trim()
  .regex(
    new RegExp(`^[^\\p{Cc}]{1,${longestReasonChars}}$`, "u"),
    `must be a sentence of at most ${longestReasonChars} characters, on one line`,
  );

/** By an action's slug: why it is paused. */
export const pausesSchema = z.record(z.string(), reasonSchema);

/** The part of a stage that says what is paused. */
export interface Pauses {
  readonly name: string;
  readonly paused?: Readonly<Record<string, string>>;
  readonly pausedAll?: string | undefined;
}

/** What people are told who click an action that is paused for a reason. */
export function toPauseSentence(reason: string): string {
  return `This action is paused. ${reason}`;
}

/** Why the stage pauses an action; undefined when it does not. */
export function findPause({ paused = {}, pausedAll }: Pauses, slug: string): string | undefined {
  return Object.hasOwn(paused, slug) ? paused[slug] : pausedAll;
}

/** Throws {@link InvalidStage} when the stage pauses what is no action with a function of its own. */
export function checkPauses({ name, paused = {} }: Pauses, slugs: readonly string[]): void {
  const unknown = Object.keys(paused).find((slug) => !slugs.includes(slug));
  if (unknown === undefined) return;
  throw new InvalidStage(
    `infra/stages.ts: ${name}.paused names "${unknown}", but what can be paused is ${slugs.join(", ") || "nothing"}: correct ` +
      "or remove it.",
  );
}
