import { expect, it } from "vitest";
import { dataCentreCodes, dataCentres } from "./data-centres.ts";
import { InvalidOrigin, toZohoOrigins } from "./zoho-origins.ts";

it("knows ten data centres, each by two https origins of its own", () => {
  expect(dataCentreCodes).toEqual(["US", "EU", "IN", "AU", "JP", "CA", "SA", "CN", "UK", "AE"]);
  const origins = Object.values(dataCentres).flatMap(({ accounts, cliq }) => [accounts, cliq]);
  expect(new Set(origins).size).toBe(20);
  for (const origin of origins) expect(new URL(origin).origin).toBe(origin);
});

it("knows Zoho's host of each, the same for both but for its first word", () => {
  expect(Object.values(dataCentres).map(({ cliq }) => cliq)).toEqual(
    [
      "zoho.com",
      "zoho.eu",
      "zoho.in",
      "zoho.com.au",
      "zoho.jp",
      "zohocloud.ca",
      "zoho.sa",
      "zoho.com.cn",
      "zoho.uk",
      "zoho.ae",
    ].map((host) => `https://cliq.${host}`),
  );
  for (const { accounts, cliq } of Object.values(dataCentres))
    expect(accounts).toBe(cliq.replace("//cliq.", "//accounts."));
});

it("tells the origins of a data centre", () => {
  expect(toZohoOrigins({ dataCentre: "CA" })).toEqual({
    accounts: "https://accounts.zohocloud.ca",
    cliq: "https://cliq.zohocloud.ca",
  });
});

it("names the choices when the data centre is unknown", () => {
  expect(() => toZohoOrigins({ dataCentre: "eu" })).toThrow(/"eu".*US, EU, IN/);
  expect(() => toZohoOrigins({ dataCentre: "__proto__" })).toThrow(InvalidOrigin);
  expect(() => toZohoOrigins({ dataCentre: "x".repeat(30) })).toThrow(
    expect.objectContaining({
      code: "misconfigured",
      message: `Unknown data centre "${"x".repeat(20)}": use one of US, EU, IN, AU, JP, CA, SA, CN, UK, AE.`,
    }),
  );
});

it("takes another origin for tests, each on its own", () => {
  expect(toZohoOrigins({ dataCentre: "US", cliqOrigin: "http://127.0.0.1:4100/" })).toEqual({
    accounts: "https://accounts.zoho.com",
    cliq: "http://127.0.0.1:4100",
  });
});

it.each(["https://cliq.example", "http://localhost:1", "http://[::1]"])("takes %s for a test", (accountsOrigin) => {
  expect(toZohoOrigins({ dataCentre: "US", accountsOrigin }).accounts).toBe(accountsOrigin);
  const message = "CLIQ_ORIGIN must be an https origin without a path (http only on 127.0.0.1 or localhost).";
  expect(() => toZohoOrigins({ dataCentre: "US", accountsOrigin, cliqOrigin: "x" })).toThrow(message);
});

it.each([
  "http://cliq.zoho.com",
  "https://cliq.zoho.com/api",
  "https://user@cliq.zoho.com",
  "https://cliq.zoho.com?x",
  "ftp://127.0.0.1",
  "cliq.zoho.com",
  "",
  "http://127.0.0.1.evil.example",
])("refuses %j as an origin, naming the setting", (accountsOrigin) => {
  expect(() => toZohoOrigins({ dataCentre: "US", accountsOrigin })).toThrow(/ZOHO_ACCOUNTS_ORIGIN/);
});
