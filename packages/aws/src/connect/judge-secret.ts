import { printable } from "./check-headers.ts";

/** What is wrong with a secret's value, in words that go on after "The value of …", and whether it can be used all the same. */
export interface SecretFault {
  readonly says: string;
  readonly remedy: string;
  readonly isUsable: boolean;
}

const faults: readonly (readonly [pattern: RegExp, says: string, remedy: string])[] = [
  [/^\s*$/u, "is empty", "Put the value that the other system gave out."],
  [
    /^\uFEFF/u,
    "begins with a byte order mark, as some editors write it in front of a file",
    "Save the file without one, or type the value at the prompt.",
  ],
  [
    /[\r\n\u0085\u2028\u2029]/u,
    "has a line break, which no header can carry",
    "Put the value in one line; what has several (a key in PEM form) as base64, which the action decodes.",
  ],
  [/^\s|\s$/u, "begins or ends with a blank, which no header keeps", "Put the value without it."],
  [
    /\{\{[^}]*\}\}/u,
    "has {{…}} in it, which Parameter Store does not take",
    "Put it as base64, which the action decodes.",
  ],
];

/** Why a connection could not use a value as its secret, undefined where it can: the one rule for all who store, look at or send one. */
export function judgeSecret(value: string): SecretFault | undefined {
  const [, says, remedy] = faults.find(([pattern]) => pattern.test(value)) ?? [];
  if (says !== undefined && remedy !== undefined) return { says, remedy, isUsable: false };
  if (!printable.test(value))
    return {
      says: "has a character that no header can carry: a control character, or a letter that is not of Latin-1",
      remedy: "Check that it is the whole value and no other; put other bytes as base64, which the action decodes.",
      isUsable: false,
    };
  const [word] = /^(?:bearer|basic|token)(?=\s)/iu.exec(value) ?? [];
  if (word === undefined) return undefined;
  return {
    says: `begins with "${word} ", which a connection writes in front of it unless the request's "authorize" says otherwise`,
    remedy: "Put the value without that word, unless the action wants it.",
    isUsable: true,
  };
}
