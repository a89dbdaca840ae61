import { expect, it } from "vitest";
import { redact } from "./redact.ts";

it.each([
  ["https://a.example/actions/keep-row/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyMTI", "Zm9vYmFy"],
  ["authorization: Zoho-oauthtoken 1000.aa11.bb22", "aa11"],
  ["Bearer abcdefgh was refused", "abcdefgh"],
  ["the token 1000.8cb99dxxxxxxxxxxxxx9be93.9b8xxxxxxxxxxxxxxxf is bad", "9b8xxx"],
  ['{"client_secret":"s3cr3t-value","x":1}', "s3cr3t"],
  ["grant_type=authorization_code&code=abcdef99", "abcdef99"],
  ["refresh_token=abcdef123456&grant_type=refresh_token", "abcdef123456"],
])("takes the secret out of %j", (text, secret) => {
  expect(text).toContain(secret);
  expect(redact(text)).not.toContain(secret);
});

it("takes out what it is told to be secret", () => {
  expect(redact("no hunter2hunter2 here", ["hunter2hunter2"])).toBe("no … here");
});

it("leaves plain sentences alone", () => {
  const text = 'Cliq refused: msgaction_name_already_exists, "A message action with this name already exists."';
  expect(redact(text)).toBe(text);
  expect(redact('{"code":"request_limit_exceeded"}')).toContain("request_limit_exceeded");
});

it("is linear on long hostile text", () => {
  const text = "/actions/".repeat(2_000) + "1000.".repeat(2_000) + "code=".repeat(2_000);
  const startedAt = performance.now();
  redact(text);
  expect(performance.now() - startedAt).toBeLessThan(200);
});
