import { InvalidReply } from "../errors/invalid-reply.ts";
import { cutText } from "../text/cut-text.ts";
import { isBlank } from "../text/is-blank.ts";
import { shareSpace } from "../text/share-space.ts";
import { describeValue } from "./describe-value.ts";
import { breaker, neutralise } from "./neutralise.ts";

/** A piece of markup: an author's own, or people's words, already without effect. Only the latter are ever cut. */
type Piece = { readonly source: string; readonly isCuttable: boolean };

/**
 * [Cliq markup](https://www.zoho.com/deluge/help/cliq/posting-to-zoho-cliq.html) that an author vouches for.
 * Made only by {@link markup}, {@link excerpt} and their kin.
 */
export class Markup {
  readonly #pieces: readonly Piece[];
  /** The whole of it; beside `#pieces` because that is what two values are compared by. */
  readonly source: string;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
    this.source = join(pieces);
  }

  toString(): string {
    return this.source;
  }

  /** Its pieces; undefined for any value that is none. */
  static piecesOf(value: unknown): readonly Piece[] | undefined {
    return typeof value === "object" && value !== null && #pieces in value ? value.#pieces : undefined;
  }
}

/** Text of a reply: a plain string is taken as written by people and neutralised; {@link Markup} is trusted. */
export type ReplyText = string | Markup;

/**
 * The one way to trust markup: the template's own text is kept, what is interpolated is neutralised, and cut where the
 * whole would be too long. `markup\`*${subject}* was created\`` is bold whatever the subject holds.
 */
export function markup(strings: TemplateStringsArray, ...values: readonly (ReplyText | number)[]): Markup {
  const pieces: Piece[] = [];
  for (const [index, literal] of strings.entries()) {
    pieces.push({ source: literal, isCuttable: false });
    const value = values[index];
    if (value !== undefined) pieces.push(...toPieces(typeof value === "number" ? String(value) : value, "markup``"));
  }
  return new Markup(pieces);
}

/**
 * People's text, neutralised and cut to at most `limitChars` characters (UTF-16 units) with "…",
 * never through a character a person sees as one. Builders cut by themselves; use it to cut shorter than they would.
 */
export function excerpt(text: string, limitChars: number): Markup {
  return new Markup(toPieces(text, "excerpt()").map((piece) => cutPiece(piece, limitChars)));
}

/** What a part of a reply is called in a sentence, and how long it may be. */
export interface Place {
  readonly name: string;
  readonly limitChars: number;
  /** Whether the part may be without anything to see. */
  readonly mayBeBlank?: boolean;
}

/** Longer texts are cut before they are looked at; twenty times what any part of a reply may hold. */
export const longestTextChars = 100_000;

/** Shown where people's text has nothing to see and something must stand. */
const placeholder = "(no text)";

/**
 * A text of a reply, at most as long as its place allows: people's words are cut, trusted markup never is.
 * Throws {@link InvalidReply} where trusted markup alone is too long, or nothing at all is said.
 */
export function fit(words: ReplyText, { name, limitChars, mayBeBlank = false }: Place): Markup {
  const pieces = toPieces(words, name);
  const whole = new Markup(pieces);
  if (!mayBeBlank && isBlank(whole.source)) {
    if (words === "" || !pieces.some(({ isCuttable }) => isCuttable))
      throw new InvalidReply(`${name} must not be empty.`);
    return new Markup([{ source: placeholder, isCuttable: false }]);
  }
  const cut = shorten(whole, limitChars);
  if (cut.source.length <= limitChars) return cut;
  throw new InvalidReply(`${name} has more than ${limitChars} characters of markup; Cliq allows ${limitChars}.`);
}

/** Markup whose cuttable pieces share what its trusted ones leave of `limitChars`. */
export function shorten(words: Markup, limitChars: number): Markup {
  if (words.source.length <= limitChars) return words;
  const pieces = Markup.piecesOf(words) ?? [];
  const lengths = pieces.map(({ source, isCuttable }) => (isCuttable ? source.length : 0));
  const room = lengths.reduce((left, length) => left + length, limitChars - words.source.length);
  const shares = shareSpace(lengths, Math.max(0, room));
  return new Markup(pieces.map((piece, index) => (piece.isCuttable ? cutPiece(piece, shares[index] ?? 0) : piece)));
}

function cutPiece({ source, isCuttable }: Piece, limitChars: number): Piece {
  const cut = cutText(source, limitChars);
  // A mark whose breaker was cut off goes too: it would have its effect again.
  const kept = cut.length - 1;
  const isBare = cut !== source && source[kept] === breaker;
  return { source: isBare ? `${cut.slice(0, kept - 1)}…` : cut, isCuttable };
}

function toPieces(words: unknown, place: string): readonly Piece[] {
  if (typeof words === "string") return [{ source: neutralise(cutText(words, longestTextChars)), isCuttable: true }];
  const pieces = Markup.piecesOf(words);
  if (pieces !== undefined) return pieces;
  throw new InvalidReply(`${place} takes a string or markup\`\`, not ${describeValue(words)}.`);
}

function join(pieces: readonly Piece[]): string {
  // Stryker disable next-line ConditionalExpression,OptionalChaining,StringLiteral: nearly every text is one piece, and then joins nothing
  return pieces.length === 1 ? (pieces[0]?.source ?? "") : pieces.map(({ source }) => source).join("");
}
