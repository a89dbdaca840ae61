/** Where a word begins, be it after an escaped character of a URL or of JSON. */
const start = String.raw`(?:(?<!\w)|(?<=%(?:25)*[0-9a-f]{2})|(?<=\\u[0-9a-f]{4})|(?<=\\[bfnrt]))`;
/** What stands between the parts of an address: in plain, in a URL's encoding, once or twice, in JSON's or in HTML's. */
const slash = String.raw`(?:\\*\/|%(?:25)*2f|\\+u002f|&#(?:x2f|47);)`;
const quote = String.raw`(?:\\*["']|%(?:25)*22|&(?:quot|#34|#39|#x22|#x27);)`;
/** What stands between a field's name and its value. */
const equals = String.raw`${quote}?\s*(?:[=:]|%(?:25)*3[ad])\s*${quote}?`;
const blank = String.raw`(?:\s|\+|%(?:25)*20)`;
const secretFields = [
  "access_token",
  "refresh_token",
  "client_secret",
  "zapikey",
  // AWS: what makes a pre-signed address work, in a query or an Authorization header, and what the SDK calls it.
  "x-amz-signature",
  "x-amz-security-token",
  "signature",
  "secret_?access_?key",
  "session_?token",
  "security_?token",
].join("|");

/** Where a secret stands by its form; what the first group holds, if there is one, stays. */
const patterns: readonly RegExp[] = [
  // The credential of an execution URL.
  new RegExp(String.raw`(${slash}actions${slash}[^/\s"'<>\\%]{1,100}${slash})[\w-]{8,}`, "gi"),
  new RegExp(String.raw`(${start}(?:Zoho-oauthtoken|Bearer|Basic)${blank}{1,9})[^\s"'<>,;\\]{6,}`, "gi"),
  // Zoho's tokens, grant codes and client ids all begin with "1000.".
  new RegExp(String.raw`(${start}1000\.)[\w.-]{8,}`, "gi"),
  new RegExp(String.raw`(${start}(?:${secretFields})${equals})[^\s"'&<>,;}\\]{6,}`, "gi"),
  // AWS quotes what a parameter was to hold when it refuses it.
  /\b(value ')[^']{6,}(?=' at ')/gi,
  // A grant code in a form or a query; in JSON, "code" is Cliq's word for what went wrong.
  new RegExp(String.raw`(${start}code=)[^\s"'&<>]{6,}`, "gi"),
];

const shortestSecretChars = 6;
/** Enough for what one function or command handles at a time: the URLs of a set among it. */
const mostHeld = 200;
const held = new Map<string, readonly string[]>();
/** The encodings of what is held by their first characters, so that a text is gone through once, however many there are. */
let heldByStart: ReadonlyMap<string, readonly string[]> | undefined;
const startChars = 4;

/**
 * Has every later {@link redact} of this process take this secret out, in any of its forms: for what is read from
 * Parameter Store or typed, and may come back in the error of whoever it is given to. Of a JSON document each text.
 */
export function holdSecret(secret: string): void {
  for (const text of textsOf(secret)) {
    if (text.length < shortestSecretChars) continue;
    const encodings = held.get(text) ?? encodingsOf(text);
    held.delete(text);
    held.set(text, encodings);
    heldByStart = undefined;
    for (const oldest of held.keys()) if (held.size > mostHeld) held.delete(oldest);
  }
}

const shortestUrlSecretChars = 16;

/** {@link holdSecret} for what in a URL is long enough to open something: parts of its path, and values of its query. Returns the URL. */
export function holdUrl(url: string): string {
  for (const part of url.split(/[/?&=#]/))
    if (part.length >= shortestUrlSecretChars && !url.includes(`//${part}`)) holdSecret(part);
  return url;
}

/** Forgets what {@link holdSecret} was given: for a process that goes on to another piece of work with other secrets. */
export function forgetHeldSecrets(): void {
  held.clear();
  heldByStart = undefined;
}

function textsOf(secret: string): readonly string[] {
  try {
    // A number has no values, and null throws as what is no JSON does.
    const values = Object.values(JSON.parse(secret) as object);
    return [secret, ...values.filter((value) => typeof value === "string")];
  } catch {
    return [secret];
  }
}

/**
 * The text without Zoho's tokens, credentials of execution URLs, signatures of AWS, and the given and the held secrets, in
 * plain or encoded, for errors, reasons and logs.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const given = secrets.filter((secret) => secret.length >= shortestSecretChars).flatMap(encodingsOf);
  heldByStart ??= Map.groupBy([...held.values()].flat(), (encoding) => encoding.slice(0, startChars));
  // All are looked for in the text as it was: one that is taken out must not make another unrecognisable.
  const places = [
    ...given.flatMap((secret) => placesOf(secret, text)),
    ...placesOfHeld(heldByStart, text),
    ...placesByForm(text),
  ];
  return withoutPlaces(text, places).replace(/[\w+/-]{32,}/g, (run) => (hidesSecret(run) ? "…" : run));
}

/** From where to where, the end not included. */
type Place = readonly [from: number, to: number];

function placesOf(secret: string, text: string): readonly Place[] {
  const places: Place[] = [];
  for (let from = text.indexOf(secret); from >= 0; from = text.indexOf(secret, from + 1))
    places.push([from, from + secret.length]);
  return places;
}

function placesOfHeld(byStart: ReadonlyMap<string, readonly string[]>, text: string): readonly Place[] {
  const places: Place[] = [];
  if (byStart.size === 0) return places;
  for (let from = 0; from + startChars <= text.length; from += 1)
    for (const encoding of byStart.get(text.slice(from, from + startChars)) ?? [])
      if (text.startsWith(encoding, from)) places.push([from, from + encoding.length]);
  return places;
}

function placesByForm(text: string): readonly Place[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ 0: whole, 1: kept = "", index }): Place => [
      index + kept.length,
      index + whole.length,
    ]),
  );
}

/** The text with "…" for each stretch of it that lies in any of the places. */
function withoutPlaces(text: string, places: readonly Place[]): string {
  let shown = "";
  let end = 0;
  for (const [from, to] of places.toSorted(([one], [other]) => one - other)) {
    if (from > end || end === 0) shown += `${text.slice(end, from)}…`;
    end = Math.max(end, to);
  }
  return shown + text.slice(end);
}

/** Whether a run of letters is base64 of a text with a secret, from whichever of its letters on, or its hexadecimal digits. */
function hidesSecret(run: string): boolean {
  const readings = [0, 1, 2, 3].map((skipped) => Buffer.from(run.slice(skipped), "base64"));
  return [...readings, Buffer.from(run, "hex")].some((bytes) => {
    return placesByForm(bytes.toString("latin1")).length > 0;
  });
}

/** A secret as it may be written into a URL, a form, JSON, JSON in JSON, HTML, base64 or hexadecimal digits. */
function encodingsOf(secret: string): string[] {
  const inUrl = encodeURIComponent(secret.toWellFormed());
  const inForm = new URLSearchParams({ secret }).toString().slice("secret=".length);
  const lowerCase = inUrl.replace(/%../g, (hex) => hex.toLowerCase());
  const inJson = JSON.stringify(secret).slice(1, -1);
  const twice = JSON.stringify(inJson).slice(1, -1);
  const escaped = [inJson, twice].map((json) => json.replaceAll("/", String.raw`\/`));
  const hex = Buffer.from(secret).toString("hex");
  const others = [...escaped, ...inHtml(secret), hex, hex.toUpperCase(), ...inBase64(secret)];
  return [...new Set([secret, inUrl, lowerCase, inForm, inJson, twice, ...others])];
}

/** As most libraries escape it, and as those that escape a slash do. */
function inHtml(secret: string): string[] {
  const names: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  const plain = secret.replace(/[&<>"]/g, (letter) => names[letter] ?? letter);
  return [plain, plain.replaceAll("'", "&#39;"), plain.replaceAll("'", "&#x27;").replaceAll("/", "&#x2F;")];
}

/** A secret inside a longer text in base64 and base64url: it begins at one of three places, whose edges mix with what is beside it. */
function inBase64(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]);
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor((whole.length * 8) / 6);
    return (["base64", "base64url"] as const).map((encoding) => whole.toString(encoding).slice(first, last));
  });
}
