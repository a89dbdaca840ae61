import { expect, test } from "vitest";
import { toFileAddress } from "./file-address.ts";

const cliq = "https://cliq.zoho.com.au";

test.each([
  "https://cliq.zoho.com.au/x?y=z",
  "https://files.zoho.com.au/x",
  "https://a.b.zoho.com.au/x",
  "https://zoho.com.au/x",
])("%s holds files of its data centre", (address) => {
  expect(toFileAddress(address, cliq)).toBe(address);
});

test.each([
  "http://files.zoho.com.au/x",
  "https://files.zoho.com/x",
  "https://evilzoho.com.au/x",
  "https://zoho.com.au.evil.example/x",
  "https://files.zoho.com.au:8443/x",
  "https://user@files.zoho.com.au/x",
  "https://169.254.169.254/x",
  "https://2130706433/x",
  "https://[::1]/x",
  "http://localhost:9001/2018-06-01/runtime/invocation/next",
  "file:///etc/passwd",
  "blob:https://cliq.zoho.com.au/x",
  "files.zoho.com.au/x",
  "",
])("%s does not", (address) => {
  expect(toFileAddress(address, cliq)).toBeUndefined();
});

test("a Cliq on this machine serves its own files, and nobody else's", () => {
  const local = "http://127.0.0.1:4001";
  expect(toFileAddress(`${local}/v2/attachments/1`, local)).toBe(`${local}/v2/attachments/1`);
  expect(toFileAddress("http://127.0.0.1:4002/", local)).toBeUndefined();
  expect(toFileAddress("https://files.zoho.com/x", local)).toBeUndefined();
});
