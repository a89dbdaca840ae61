import { redact } from "../redact.ts";
import { parseExactJson } from "./exact-json.ts";

/** What an error of Zoho's says in its own words, without secrets; both are missing where it is not JSON that says anything. */
export interface ErrorWords {
  readonly code?: string;
  readonly message?: string;
  /** The whole answer in plain, for words that are known by their form and for people. */
  readonly text: string;
}

/** More than any error of Zoho's has. */
const longestReadChars = 16_384;

/**
 * Reads `{message, code}` as Cliq documents it, and the same words one level deeper or under the names that other
 * answers of Zoho give them: its vocabulary is open.
 */
export function readErrorWords(body: string, secrets: readonly string[] = []): ErrorWords {
  const clean = (words: string, longestChars: number): string =>
    redact(words.slice(0, longestReadChars), secrets).slice(0, longestChars).toWellFormed();
  const holders = findHolders(body);
  const code = firstOf(holders, ["code", "error_code", "error"]);
  const message = firstOf(holders, ["message", "error_description", "error_message", "title"]);
  return {
    ...(code === undefined ? {} : { code: clean(code, 100) }),
    ...(message === undefined ? {} : { message: clean(message, 500) }),
    text: clean(
      body
        .slice(0, longestReadChars)
        .replace(/<[^<>]*>/g, " ")
        .replace(/\s+/g, " ")
        .trim(),
      longestReadChars,
    ),
  };
}

/** An error as a sentence part for a person: Cliq's message with its code, or what else it said. */
export function toErrorMessage(status: number, { code, message, text }: ErrorWords): string {
  if (message !== undefined) return code === undefined ? message : `${message} (${code})`;
  const rest = code ?? text.slice(0, 300).toWellFormed();
  return rest === "" ? `HTTP ${status}` : `HTTP ${status}, "${rest}"`;
}

/** The objects that may hold the words: the body itself, and what it or its lists hold. */
function findHolders(text: string): readonly object[] {
  try {
    const body: unknown = parseExactJson(text);
    const inside = isObject(body) ? Object.values(body).flat() : [];
    return [body, ...inside].filter(isObject);
  } catch {
    return [];
  }
}

function firstOf(holders: readonly object[], keys: readonly string[]): string | undefined {
  const found = holders.flatMap((holder) => keys.map((key) => toWord((holder as Record<string, unknown>)[key])));
  return found.find((word) => word !== undefined);
}

function toWord(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
