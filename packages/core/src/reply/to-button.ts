import { InvalidReply } from "../errors/invalid-reply.ts";
import { Button } from "./button.ts";
import type { Confirmation } from "./confirmation.ts";
import { fitPlain } from "./fit-plain.ts";
import { replyLimits } from "./limits.ts";

/** How a button looks, and what it asks before it acts. */
export interface ButtonOptions {
  /** "+" (default) is the affirmative colour, "-" the warning one. */
  readonly tone?: "+" | "-";
  /** Shown while the pointer rests on it; cut at 100 characters. */
  readonly hint?: string;
  /** Tells the buttons of a message apart; cut at 100 characters. */
  readonly key?: string;
  /** What a dialog asks before the button acts: `confirmation({ … })`. */
  readonly confirm?: Confirmation;
}

/** A button of any kind with what all kinds share; `actionJson` is what it does on the wire, where a slot may stand. */
export function toButton(label: string, actionJson: string, { tone = "+", hint, key, confirm }: ButtonOptions): Button {
  if (tone !== "+" && tone !== "-") throw new InvalidReply('A button\'s tone is "+" or "-".');
  // What is undefined is left out.
  const head = JSON.stringify({
    label: fitPlain(label, "Button label", replyLimits.buttonLabelChars),
    type: tone,
    hint: fitPlain(hint, "Button hint", replyLimits.buttonHintChars, true),
    key: fitPlain(key, "Button key", replyLimits.buttonHintChars, true),
  });
  return new Button(`${head.slice(0, -1)},"action":${confirm === undefined ? actionJson : confirm.addTo(actionJson)}}`);
}
