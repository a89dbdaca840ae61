import { InvalidReply } from "../errors/invalid-reply.ts";
import { addToMessage } from "./add-to-message.ts";
import { Button } from "./button.ts";
import { Markup } from "./markup.ts";
import { neutralise } from "./neutralise.ts";
import type { Reply } from "./reply.ts";

/** The kinds of button that may stand in a text; an address is written as a link there. */
const kinds = /^\{"label":"(?:[^"\\]|\\.)*",.*?"action":\{"type":"(?:invoke\.function|system\.api|copy)"/s;

/**
 * A message with [buttons within its text](https://www.zoho.com/cliq/help/restapi/v3/buttons/). What is given is called
 * with a function that makes markup of a button:
 * `instantButtons((press) => text(markup\`Lunch? ${press(yes)} ${press(no)}\`))`.
 */
export function instantButtons(build: (press: (button: Button) => Markup) => Reply): Reply {
  const pressed: string[] = [];
  const reply = build((button) => {
    const json = Button.jsonOf(button);
    if (json === undefined || !kinds.test(json)) {
      throw new InvalidReply(
        "Within a text stand buttons of copyText(), systemCall() and functions; write an address as a link.",
      );
    }
    pressed.push(json);
    return new Markup([{ source: `[${labelOf(json)}]($${pressed.length})`, isCuttable: false }]);
  });
  if (pressed.length === 0) return reply;
  const references = pressed.map((json, index) => `"${index + 1}":{"type":"button","object":${json}}`);
  return addToMessage(reply, "references", `{${references.join(",")}}`);
}

/** A button's label as it can stand between brackets. */
function labelOf(json: string): string {
  const { label } = JSON.parse(`${json.slice(0, json.indexOf(',"type":'))}}`) as { label: string };
  return neutralise(label.replaceAll(/[[\]\s]+/g, " ").trim()) || "…";
}
