import { growth } from "@cliq-actions/core/testing/growth";
import { expect, it } from "vitest";
import { forgetHeldSecrets, holdSecret, holdUrl, redact } from "./redact.ts";

it.each([
  [
    "https://a.example/actions/keep-row/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyMTI",
    "https://a.example/actions/keep-row/…",
  ],
  ["authorization: Zoho-oauthtoken 1000.aa11.bb22", "authorization: Zoho-oauthtoken …"],
  ["Bearer abcdefgh was refused", "Bearer … was refused"],
  ["the token 1000.8cb99dxxxxxxxxxxxxx9be93.9b8xxxxxxxxxxxxxxxf is bad", "the token 1000.… is bad"],
  ['{"client_secret":"s3cr3t-value","x":1}', '{"client_secret":"…","x":1}'],
  ["grant_type=authorization_code&code=abcdef99", "grant_type=authorization_code&code=…"],
  ["refresh_token=abcdef123456&grant_type=refresh_token", "refresh_token=…&grant_type=refresh_token"],
  [
    "https%3A%2F%2Fa.example%2Factions%2Fkeep-row%2FZm9vYmFyYmF6cXV4",
    "https%3A%2F%2Fa.example%2Factions%2Fkeep-row%2F…",
  ],
  [
    "https%253A%252F%252Fa.example%252Factions%252Fkeep-row%252FZm9vYmFyYmF6cXV4",
    "https%253A%252F%252Fa.example%252Factions%252Fkeep-row%252F…",
  ],
  [
    String.raw`{"u":"https:\/\/a.example\/actions\/keep-row\/Zm9vYmFyYmF6cXV4"}`,
    '{"u":"https:\\/\\/a.example\\/actions\\/keep-row\\/…"}',
  ],
  [
    String.raw`"{\"u\":\"https:\\/\\/a.example\\/actions\\/keep-row\\/Zm9vYmFyYmF6cXV4\"}"`,
    '"{\\"u\\":\\"https:\\\\/\\\\/a.example\\\\/actions\\\\/keep-row\\\\/…\\"}"',
  ],
  [
    String.raw`https:\u002f\u002fa.example\u002Factions\u002Fkeep-row\u002FZm9vYmFyYmF6cXV4`,
    "https:\\u002f\\u002fa.example\\u002Factions\\u002Fkeep-row\\u002F…",
  ],
  [
    "https:&#x2F;&#x2F;a.example&#x2F;actions&#x2F;keep-row&#x2F;Zm9vYmFyYmF6cXV4",
    "https:&#x2F;&#x2F;a.example&#x2F;actions&#x2F;keep-row&#x2F;…",
  ],
  ["{&quot;refresh_token&quot;:&quot;abcdef123456&quot;}", "{&quot;refresh_token&quot;:&quot;…&quot;}"],
  ["a?x=1&amp;X-Amz-Signature=0f1e2d3c4b5a&amp;y=2", "a?x=1&amp;X-Amz-Signature=…&amp;y=2"],
  [`hex ${Buffer.from("1000.8cb99dxxxxxxxxxxxxx9be93").toString("hex")}`, "hex …"],
  ["authorization=Bearer%20opaque-token-77", "authorization=Bearer%20…"],
  ["authorization=Zoho-oauthtoken+opaque-token-77", "authorization=Zoho-oauthtoken+…"],
  ["authorization: Basic Y2xpZW50OnNlY3JldA==", "authorization: Basic …"],
  [String.raw`{"body":"{\"refresh_token\":\"abcdef123456\"}"}`, '{"body":"{\\"refresh_token\\":\\"…\\"}"}'],
  ["refresh_token%3Dabcdef123456%26grant_type%3Dx", "refresh_token%3D…"],
  [`base64 ${Buffer.from("1000.8cb99dxxxxxxxxxxxxx9be93").toString("base64")}`, "base64 …="],
  [`base64 id7${Buffer.from("1000.8cb99dxxxxxxxxxxxxx9be93").toString("base64")}`, "base64 …="],
  [`base64 ${Buffer.from("t=1000.8cb99dxxxxxxxxxxxxx9be93").toString("base64")}`, "base64 …=="],
  [`base64 ${Buffer.from("t:1000.8cb99dxxxxxxxxxxxxx9be93").toString("base64url")}`, "base64 …"],
  [
    "https://b.s3.amazonaws.com/k?X-Amz-Expires=7200&X-Amz-Signature=0f1e2d3c4b5a&x=1",
    "https://b.s3.amazonaws.com/k?X-Amz-Expires=7200&X-Amz-Signature=…&x=1",
  ],
  [
    "https://b.s3.amazonaws.com/k?X-Amz-Security-Token=IQoJb3JpZ2luX2VjEPr%2F%2Fw",
    "https://b.s3.amazonaws.com/k?X-Amz-Security-Token=…",
  ],
  [
    "https://b.s3.amazonaws.com/k?AWSAccessKeyId=AKIA&Expires=1&Signature=vjbyPxybdZaNmGa%2ByT272YEA",
    "https://b.s3.amazonaws.com/k?AWSAccessKeyId=AKIA&Expires=1&Signature=…",
  ],
  [
    "https%3A%2F%2Fb.example%2Fk%3FX-Amz-Signature%3D0f1e2d3c4b5a%26x%3D1",
    "https%3A%2F%2Fb.example%2Fk%3FX-Amz-Signature%3D…",
  ],
  [
    "AWS4-HMAC-SHA256 Credential=AKIA/20261128/us-east-1/s3/aws4_request, Signature=0f1e2d3c4b5a",
    "AWS4-HMAC-SHA256 Credential=AKIA/20261128/us-east-1/s3/aws4_request, Signature=…",
  ],
  ['{"SecretAccessKey":"wJalrXUtnFEMI","SessionToken":"FwoGZXIvYXdz"}', '{"SecretAccessKey":"…","SessionToken":"…"}'],
])("takes the secret out of %j, and nothing else", (text, cleaned) => {
  expect(redact(text)).toBe(cleaned);
});

it.each([
  "Bearer abcde",
  "forBearer abcdefgh",
  "1000.abcdefg",
  "21000.abcdefgh",
  "https://a.example/actions/keep-row/abcdefg",
  "https://a.example/actions/abcdefgh",
  "code=abcde",
  "barcode=abcdefgh",
  "client_secret=abcde",
  "client_secrets=abcdefgh",
  "value 'abcde' at 'x'",
  "value 'abcdef' of 'x'",
])("leaves %j alone", (text) => {
  expect(redact(text)).toBe(text);
});

function inHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

it("takes out what it is told to be secret", () => {
  expect(redact("no hunter2hunter2 here", ["hunter2hunter2"])).toBe("no … here");
  expect(redact("no hunt and no hunter here", ["hunt", "hunter"])).toBe("no hunt and no … here");
});

it.each([
  ["in plain", (secret: string) => secret],
  ["in a URL", encodeURIComponent],
  [
    "in a URL with small letters",
    (secret: string) => encodeURIComponent(secret).replace(/%../g, (hex) => hex.toLowerCase()),
  ],
  ["in a form", (secret: string) => new URLSearchParams({ given: secret }).toString()],
  ["in JSON", (secret: string) => JSON.stringify({ secret })],
  ["in JSON in JSON", (secret: string) => JSON.stringify({ body: JSON.stringify({ given: secret }) })],
  ["in JSON as PHP and Java write it", (secret: string) => JSON.stringify(secret).replaceAll("/", String.raw`\/`)],
  ["in HTML", inHtml],
  ["in HTML with its apostrophes", (secret: string) => inHtml(secret).replaceAll("'", "&#39;")],
  [
    "in HTML as those write it that escape a slash",
    (secret: string) => inHtml(secret).replaceAll("'", "&#x27;").replaceAll("/", "&#x2F;"),
  ],
  ["in hexadecimal digits", (secret: string) => Buffer.from(secret).toString("hex")],
  ["in hexadecimal capitals", (secret: string) => Buffer.from(secret).toString("hex").toUpperCase()],
  ["in base64", (secret: string) => Buffer.from(secret).toString("base64")],
  ["inside of base64, at its second byte", (secret: string) => Buffer.from(`:${secret}`).toString("base64")],
  ["inside of base64, at its third byte", (secret: string) => Buffer.from(`a:${secret}, and more`).toString("base64")],
  ["in base64url", (secret: string) => Buffer.from(secret).toString("base64url")],
])("takes out what it is told to be secret, %s", (_form, write) => {
  for (const secret of ['p+ss/w"rd & ünd ¶>>>???', "hunter2", "K\\ey/with\nlines==", "it's </ mine"]) {
    const cleaned = redact(`before ${write(secret)} after`, ["unrelated", secret]);
    expect(cleaned).toMatch(/^before .*….* after$/s);
    // At most a byte's edge of it stays.
    expect(cleaned.length).toBeLessThan("before  after".length + 30);
  }
});

it("takes out what the process holds, each text of a document, the newest two hundred", () => {
  holdSecret("short");
  holdSecret('{"clientId":"held-client-id","clientSecret":"held/client+secret","n":7}');
  expect(redact("a short held-client-id and held%2Fclient%2Bsecret")).toBe("a short … and …");
  for (let count = 0; count < 200; count += 1) holdSecret(`another secret ${count}!`);
  expect(redact("held-client-id, another secret 0!")).toBe("held-client-id, …");
  forgetHeldSecrets();
  expect(redact("another secret 7!")).toBe("another secret 7!");
});

it("keeps what it is given again, and nothing shorter than six letters", () => {
  holdSecret("sixsix");
  holdSecret("fives");
  for (let count = 0; count < 199; count += 1) holdSecret(`another secret ${count}!`);
  holdSecret("sixsix");
  holdSecret("yet another one");
  expect(redact("sixsix, fives, another secret 0!")).toBe("…, fives, another secret 0!");
  forgetHeldSecrets();
});

it("of a URL it takes out what is long enough to open something, but for its host", () => {
  const host = "https://a-long-name.example";
  const url = `${host}/fifteen-letters/sixteen-letters-?a=value-of-a-query&b=c#part-behind-the-sign`;
  expect(holdUrl(url)).toBe(url);
  expect(redact(url)).toBe(`${host}/fifteen-letters/…?a=…&b=c#…`);
  forgetHeldSecrets();
});

it("takes out what AWS quotes of a parameter that it refuses", () => {
  const text = "1 validation error detected: Value 'sEcr3t/key+==' at 'value' failed to satisfy constraint";
  expect(redact(text)).toBe("1 validation error detected: Value '…' at 'value' failed to satisfy constraint");
});

it("leaves plain sentences alone", () => {
  const text = 'Cliq refused: msgaction_name_already_exists, "A message action with this name already exists."';
  expect(redact(text)).toBe(text);
  expect(redact('{"code":"request_limit_exceeded"}')).toContain("request_limit_exceeded");
  const path = "GET /api/v3/messageactions/53719000002124011/handlers/execution_handler";
  expect(redact(path)).toBe(path);
});

it("is linear on long hostile text", () => {
  const hostile = (times: number): string =>
    "/actions/".repeat(times) +
    "1000.".repeat(times) +
    "code=".repeat(times) +
    String.raw`\/actions`.repeat(times) +
    "%25".repeat(times * 4) +
    "signature=\\".repeat(times) +
    "MTAwMC4".repeat(times);
  expect(growth((text) => redact(text), hostile(1_000), hostile(10_000))).toBeLessThan(30);
});

it("a known secret that is part of a field's name makes no other secret unrecognisable, nor is one cut short by its form", () => {
  expect(redact('{"client_secret":"s3cr3tv4lu3"}', ["secret"])).toBe('{"client_…":"…"}');
  expect(redact('{"client_secret":"abcdef,ghijkl"}', ["abcdef,ghijkl"])).toBe('{"client_secret":"…"}');
  expect(redact("secret1 and secret1", ["secret1"])).toBe("… and …");
  expect(redact("secret1secret2", ["secret1", "secret2"])).toBe("…");
  expect(redact("secret12 is", ["secret1", "secret12"])).toBe("… is");
});
