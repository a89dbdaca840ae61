import { expect, test } from "vitest";
import { toLateAddress } from "./late-address.ts";

const cliq = "https://cliq.zoho.eu";

test("only the stage's own Cliq is an address for a late answer", () => {
  expect(toLateAddress("https://cliq.zoho.eu/v2/extensions/1/responses/2?a=b", cliq)).toBe(
    "https://cliq.zoho.eu/v2/extensions/1/responses/2?a=b",
  );
  expect(toLateAddress("https://CLIQ.zoho.eu:443/x", cliq)).toBe("https://cliq.zoho.eu/x");
});

test.each([
  "http://169.254.169.254/latest/meta-data/",
  "http://localhost:9001/2018-06-01/runtime/invocation/next",
  "http://127.0.0.1:9001/",
  "https://2130706433/",
  "https://0x7f.1/",
  "https://[::ffff:a9fe:a9fe]/",
  "https://[::1]/",
  "file:///etc/passwd",
  "gopher://cliq.zoho.eu/",
  "data:text/plain,x",
  "http://cliq.zoho.eu/v2/x",
  "blob:https://cliq.zoho.eu/x",
  "filesystem:https://cliq.zoho.eu/x",
  "https://cliq.zoho.eu:8443/x",
  "https://cliq.zoho.com/x",
  "https://cliq.zoho.eu.evil.example/x",
  "https://evil.example/cliq.zoho.eu",
  "https://user@cliq.zoho.eu/x",
  "https://:secret@cliq.zoho.eu/x",
  "https://cliq.zoho.eu@evil.example/x",
  "//cliq.zoho.eu/x",
  "cliq.zoho.eu/x",
  "",
  undefined,
])("%s is none", (responseUrl) => {
  expect(toLateAddress(responseUrl, cliq)).toBeUndefined();
});
