import type { Inline } from "./inline.ts";

/** A marker followed by this character means itself (see neutralise in packages/core). */
const breaker = "\u200B";

const styles = [
  ["__", "underline"],
  ["*", "strong"],
  ["_", "emphasis"],
  ["~", "strike"],
] as const;

const address = /https?:\/\/[^\s<>"'`*~|\\^{}[\]()]+[^\s<>"'`*~|\\^{}[\]().,;:!?]/iuy;
const linkForm = /\[([^[\]\n]{1,500})\]\(([^()\s]{1,500})\)/uy;
const mentionForm = /\{@([^{}\n]{1,100})\}/uy;
const wordCharacter = /[\p{L}\p{N}]/u;

/** Reads the inline part of Cliq's markdown (protocol page 3.3); `names` are people written `@Name`. */
export function parseInline(source: string, names: readonly string[] = []): Inline[] {
  const parts: Inline[] = [];
  let plain = "";
  const flush = (): void => {
    const text = plain.replaceAll(breaker, "");
    if (text !== "") parts.push({ kind: "text", text });
    plain = "";
  };
  for (let at = 0; at < source.length;) {
    const found = readPart(source, at, names);
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

interface Found {
  readonly part: Inline;
  /** Index after the part. */
  readonly end: number;
}

function readPart(source: string, at: number, names: readonly string[]): Found | undefined {
  const mark = source[at];
  if (source[at + 1] === breaker) return undefined;
  if (mark === "`") return readCode(source, at);
  if (mark === "[") return readLink(source, at, names);
  if (mark === "{") return readMention(source, at);
  if (mark === "@") return readName(source, at, names);
  if (mark === "h" || mark === "H") return readAddress(source, at);
  return readStyle(source, at, names);
}

function readCode(source: string, at: number): Found | undefined {
  const end = source.indexOf("`", at + 1);
  if (end <= at + 1 || source[end + 1] === breaker) return undefined;
  return { part: { kind: "code", text: source.slice(at + 1, end) }, end: end + 1 };
}

function readLink(source: string, at: number, names: readonly string[]): Found | undefined {
  linkForm.lastIndex = at;
  const match = linkForm.exec(source);
  const [, label, target] = match ?? [];
  if (label === undefined || target === undefined) return undefined;
  const end = linkForm.lastIndex;
  if (!/^(?:https?:\/\/|mailto:|tel:)/i.test(target)) {
    return { part: { kind: "button", label: label.replaceAll(breaker, ""), target }, end };
  }
  return { part: { kind: "link", url: target, children: parseInline(label, names) }, end };
}

function readMention(source: string, at: number): Found | undefined {
  mentionForm.lastIndex = at;
  const name = mentionForm.exec(source)?.[1];
  return name === undefined ? undefined : { part: { kind: "mention", text: `@${name}` }, end: mentionForm.lastIndex };
}

function readName(source: string, at: number, names: readonly string[]): Found | undefined {
  const name = names.find((candidate) => source.startsWith(candidate, at + 1));
  return name === undefined ? undefined : { part: { kind: "mention", text: `@${name}` }, end: at + 1 + name.length };
}

function readAddress(source: string, at: number): Found | undefined {
  address.lastIndex = at;
  const url = address.exec(source)?.[0];
  if (url === undefined) return undefined;
  return { part: { kind: "link", url, children: [{ kind: "text", text: url }] }, end: at + url.length };
}

function readStyle(source: string, at: number, names: readonly string[]): Found | undefined {
  const style = styles.find(([mark]) => source.startsWith(mark, at));
  if (style === undefined) return undefined;
  const [mark, kind] = style;
  if (wordCharacter.test(source[at - 1] ?? "") || /\s|^$/u.test(source[at + mark.length] ?? "")) return undefined;
  for (let end = source.indexOf(mark, at + mark.length); end !== -1; end = source.indexOf(mark, end + 1)) {
    if (end === at + mark.length || !closes(source, end, mark)) continue;
    return {
      part: { kind, children: parseInline(source.slice(at + mark.length, end), names) },
      end: end + mark.length,
    };
  }
  return undefined;
}

function closes(source: string, end: number, mark: string): boolean {
  const after = source[end + mark.length] ?? "";
  return after !== breaker && !wordCharacter.test(after) && !/\s/u.test(source[end - 1] ?? "");
}
