import { isDeepStrictEqual } from "node:util";
import {
  banner,
  type Button,
  card,
  copyText,
  images,
  InvalidReply,
  label,
  list,
  markup,
  openUrl,
  paragraph,
  type Reply,
  type ReplyText,
  type Slide,
  systemCall,
  table,
  text,
  toResponseBody,
} from "@cliq-actions/core";
import { type Fields, isFields, toFields, toList } from "../page/reply/fields.ts";
import { call, listOf, type Made, optionsOf, plain } from "./made.ts";

/** Code that makes a reply with the builders of core, or a sentence on why there is none. */
export type BuilderCode = { readonly code: string } | { readonly reason: string };

/**
 * The builders' code for a reply as Cliq receives it. It is made beside the very value that it evaluates to, and given
 * only when that is the same reply.
 */
export function toBuilderCode(output: unknown): BuilderCode {
  try {
    const { code, value, uses } = toReply(output);
    const { output: built } = JSON.parse(toResponseBody(value)) as { output: unknown };
    if (!isDeepStrictEqual(built, output)) return { reason: differs };
    const names = [...uses].toSorted().join(", ");
    return { code: `import { ${names} } from "@cliq-actions/core";\n\nreturn ${code};\n` };
  } catch (error) {
    if (error instanceof InvalidReply) return { reason: `${differs} ${error.message}` };
    throw error;
  }
}

const differs = "No builder makes exactly this reply: copy it as JSON.";

function toReply(output: unknown): Made<Reply> {
  const reply = toFields(output);
  if (reply["type"] === "banner") {
    const failed = reply["status"] === "failure" ? [plain<"failure">("failure")] : [];
    return call("banner", banner, [toWords(reply["text"]), ...failed]);
  }
  const slides = toList(reply["slides"]).map(toSlide);
  const buttons = toList(reply["buttons"]).map(toButton);
  const parts = {
    ...(slides.length > 0 && { slides: listOf(slides) }),
    ...(buttons.length > 0 && { buttons: listOf(buttons) }),
  };
  if (!isFields(reply["card"])) {
    const more = Object.keys(parts).length > 0 ? [optionsOf(parts)] : [];
    return call("text", text, [toWords(reply["text"]), ...more]);
  }
  const { title, theme, thumbnail } = reply["card"];
  const content = {
    title: toWords(title),
    text: toWords(reply["text"]),
    ...(theme !== "modern-inline" && { theme: plain(theme) }),
    ...(thumbnail !== undefined && { thumbnail: plain(thumbnail) }),
    ...parts,
  };
  return call("card", card, [optionsOf(content)]);
}

/** Text as it stands in a reply: written plainly where that comes to the same, else vouched for. */
function toWords(value: unknown): Made<ReplyText> {
  if (typeof value !== "string") return plain(value as ReplyText);
  if (markup`${value}`.source === value) return plain(value);
  const source = value.replaceAll(/[\\`]|\$\{/gu, (mark) => `\\${mark}`);
  const strings = [value] as unknown as TemplateStringsArray;
  return { code: `markup\`${escape(source)}\``, value: markup(strings), uses: new Set(["markup"]) };
}

/** What an editor does not show, and line ends, which indenting would change, as escapes. */
function escape(source: string): string {
  return source.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (hidden) =>
    hidden === "\n" ? "\\n" : `\\u{${hidden.codePointAt(0)?.toString(16)}}`,
  );
}

function toSlide(value: unknown): Made<Slide> {
  const { type, title, data } = toFields(value);
  const heading = title === undefined ? [] : [toWords(title)];
  const words = (): Made<readonly ReplyText[]> => listOf(toList(data).map(toWords));
  switch (type) {
    case "table": {
      const headers = toList(toFields(data)["headers"]);
      const rows = toList(toFields(data)["rows"]).map((row) =>
        listOf(headers.map((header) => toWords(toFields(row)[String(header)]))),
      );
      return call("table", table, [listOf(headers.map(toWords)), listOf(rows), ...heading]);
    }
    case "list":
      return call("list", list, [words(), ...heading]);
    case "images":
      return call("images", images, [plain(data as string[]), ...heading]);
    case "label": {
      const pairs = toList(data).flatMap((pair) => Object.entries(toFields(pair)));
      return call("label", label, [
        optionsOf(Object.fromEntries(pairs.map(([name, words]) => [name, toWords(words)]))),
        ...heading,
      ]);
    }
    case "text":
      return call("paragraph", paragraph, [toWords(data), ...heading]);
    default:
      throw new InvalidReply(`There is no builder for slides of the type ${JSON.stringify(type)}.`);
  }
}

function toButton(value: unknown): Made<Button> {
  const { label: words, type, hint, action } = toFields(value);
  const { type: kind, data } = toFields(action);
  const options: Fields = { ...(type === "-" && { tone: "-" }), ...(hint !== undefined && { hint }) };
  const more = Object.keys(options).length > 0 ? [plain(options)] : [];
  const made = buttonBuilders[String(kind)];
  if (made === undefined)
    throw new InvalidReply(`There is no builder for buttons of the type ${JSON.stringify(kind)}.`);
  return call(made.name, made.builder, [plain(words), plain(toFields(data)[made.key]), ...more]);
}

const buttonBuilders: Readonly<
  Record<string, { name: string; key: string; builder: (...values: never[]) => Button } | undefined>
> = {
  "open.url": { name: "openUrl", key: "web", builder: openUrl },
  copy: { name: "copyText", key: "text", builder: copyText },
  "system.api": { name: "systemCall", key: "api", builder: systemCall },
};
