import { instantButtons, type Markup, markup, type Reply } from "@cliq-actions/core";
import { toFields } from "../page/reply/fields.ts";
import type { Made } from "./made.ts";
import { toMadeButton } from "./to-made-button.ts";
import { escapeLiteral, toMadeWords } from "./to-made-words.ts";

/** Where a button stands in a text: `[label]($1)`. */
const place = /\[[^[\]\n]{1,500}\]\(\$(\w+)\)/gu;

/** The code of a message, around which stands that of the buttons within its text, where it has any. */
export function withInstantButtons(
  references: unknown,
  toMessage: (toWords: (words: unknown) => Made<unknown>) => Made<Reply>,
): Made<Reply> {
  if (references === undefined) return toMessage(toMadeWords);
  const buttons = new Map(
    Object.entries(toFields(references)).map(([key, value]) => [key, toMadeButton(toFields(value)["object"])]),
  );
  let inner: Made<Reply> | undefined;
  const value = instantButtons((press) => {
    inner = toMessage((words) => {
      const strings: string[] = [];
      const pressed: Made<Markup>[] = [];
      let from = 0;
      for (const { 0: found, 1: key = "", index } of String(words).matchAll(place)) {
        const button = buttons.get(key);
        if (button === undefined) continue;
        strings.push(String(words).slice(from, index));
        pressed.push({ code: `press(${button.code})`, value: press(button.value), uses: button.uses });
        from = index + found.length;
      }
      strings.push(String(words).slice(from));
      const code = strings
        .map((text, number) => {
          const next = pressed[number];
          return `${escapeLiteral(text)}${next === undefined ? "" : `\${${next.code}}`}`;
        })
        .join("");
      return {
        code: `markup\`${code}\``,
        value: markup(strings as unknown as TemplateStringsArray, ...pressed.map((made) => made.value)),
        uses: new Set(["markup", ...pressed.flatMap(({ uses }) => [...uses])]),
      };
    });
    return inner.value;
  });
  const { code = "", uses = new Set<string>() } = inner ?? {};
  return { code: `instantButtons((press) => ${code})`, value, uses: new Set(["instantButtons", ...uses]) };
}
