/** A piece of printed JSON with the part it plays. */
export interface JsonToken {
  readonly kind: "key" | "string" | "number" | "word" | "mark";
  readonly text: string;
}

const pieces = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*)|(true|false|null)|([^"\d\-tfn]+|.)/gsu;

/** A number with more digits than JavaScript keeps. */
const longNumber = /(?:^|[:[,]\s*)-?\d{16,}/u;

/** The JSON text, indented by two spaces; anything else as it is, and what would lose digits too. */
export function toPrettyJson(body: string): string {
  if (longNumber.test(body)) return body;
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}

/** Cuts printed JSON into tokens for colouring; joined again they are the same text. */
export function toJsonTokens(json: string): JsonToken[] {
  return [...json.matchAll(pieces)].flatMap(([whole, quoted, colon, digits, word]): JsonToken[] => {
    if (quoted !== undefined && colon !== undefined)
      return [
        { kind: "key", text: quoted },
        { kind: "mark", text: colon },
      ];
    if (quoted !== undefined) return [{ kind: "string", text: quoted }];
    if (digits !== undefined) return [{ kind: "number", text: digits }];
    return [{ kind: word === undefined ? "mark" : "word", text: whole }];
  });
}
