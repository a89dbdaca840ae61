import { findNames, isWordCharacter, type Name } from "@cliq-actions/core";
import type { Inline } from "./inline.ts";

/** A marker followed by this character means itself (see neutralise in packages/core). */
const breaker = "\u200B";

const styles = [
  ["__", "underline"],
  ["*", "strong"],
  ["_", "emphasis"],
  ["~", "strike"],
] as const;

const linkForm = /\[([^[\]\n]{1,500})\]\(([^()\s]{1,500})\)/uy;
const mentionForm = /\{@([^{}\n]{1,100})\}/uy;

/** Reads the inline part of Cliq's markdown (protocol page 3.3); `names` are people written `@Name`. */
export function parseInline(source: string, names: readonly string[] = []): Inline[] {
  return parse(source, 0, new Map(findNames(source, names).map((name) => [name.start, name])));
}

/** `names` by where they begin in the whole, of which `source` is what begins at `base`. */
function parse(source: string, base: number, names: Names): Inline[] {
  const parts: Inline[] = [];
  let plain = "";
  const flush = (): void => {
    const text = plain.replaceAll(breaker, "");
    if (text !== "") parts.push({ kind: "text", text });
    plain = "";
  };
  for (let at = 0; at < source.length;) {
    const found = readPart(source, at, base, names);
    if (found === undefined) {
      plain += source[at];
      at += 1;
      continue;
    }
    flush();
    parts.push(found.part);
    at = found.end;
  }
  flush();
  return parts;
}

type Names = ReadonlyMap<number, Name>;

interface Found {
  readonly part: Inline;
  /** Index after the part. */
  readonly end: number;
}

function readPart(source: string, at: number, base: number, names: Names): Found | undefined {
  const mark = source[at];
  if (source[at + 1] === breaker) return undefined;
  if (mark === "`") return readCode(source, at);
  if (mark === "[") return readLink(source, at, base, names);
  if (mark === "{") return readMention(source, at);
  const name = names.get(base + at);
  const end = name === undefined ? Infinity : name.end - base;
  if (end > source.length) return readStyle(source, at, base, names);
  const text = source.slice(at, end);
  if (name?.kind === "mention") return { part: { kind: "mention", text }, end };
  if (name?.kind === "web" && /^http/i.test(text))
    return { part: { kind: "link", url: text, children: [{ kind: "text", text }] }, end };
  return readStyle(source, at, base, names);
}

function readCode(source: string, at: number): Found | undefined {
  const end = source.indexOf("`", at + 1);
  if (end <= at + 1 || source[end + 1] === breaker) return undefined;
  return { part: { kind: "code", text: source.slice(at + 1, end) }, end: end + 1 };
}

function readLink(source: string, at: number, base: number, names: Names): Found | undefined {
  linkForm.lastIndex = at;
  const match = linkForm.exec(source);
  const [, label, target] = match ?? [];
  if (label === undefined || target === undefined) return undefined;
  const end = linkForm.lastIndex;
  // A mention that nobody is told of.
  if (/^(?:zohoid|mail):/i.test(target))
    return { part: { kind: "mention", text: `@${label.replaceAll(breaker, "")}` }, end };
  if (!/^(?:https?:\/\/|mailto:|tel:)/i.test(target)) {
    return { part: { kind: "button", label: label.replaceAll(breaker, ""), target }, end };
  }
  return { part: { kind: "link", url: target, children: parse(label, base + at + 1, names) }, end };
}

function readMention(source: string, at: number): Found | undefined {
  mentionForm.lastIndex = at;
  const name = mentionForm.exec(source)?.[1];
  return name === undefined ? undefined : { part: { kind: "mention", text: `@${name}` }, end: mentionForm.lastIndex };
}

function readStyle(source: string, at: number, base: number, names: Names): Found | undefined {
  const style = styles.find(([mark]) => source.startsWith(mark, at));
  if (style === undefined) return undefined;
  const [mark, kind] = style;
  if (isWordCharacter(source[at - 1] ?? "") || /\s|^$/u.test(source[at + mark.length] ?? "")) return undefined;
  for (let end = source.indexOf(mark, at + mark.length); end !== -1; end = source.indexOf(mark, end + 1)) {
    if (end === at + mark.length || !closes(source, end, mark)) continue;
    return {
      part: { kind, children: parse(source.slice(at + mark.length, end), base + at + mark.length, names) },
      end: end + mark.length,
    };
  }
  return undefined;
}

function closes(source: string, end: number, mark: string): boolean {
  const after = source[end + mark.length] ?? "";
  return after !== breaker && !isWordCharacter(after) && !/\s/u.test(source[end - 1] ?? "");
}
