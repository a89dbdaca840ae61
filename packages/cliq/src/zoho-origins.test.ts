import { expect, it } from "vitest";
import { dataCentreCodes, dataCentres } from "./data-centres.ts";
import { InvalidOrigin, toZohoOrigins } from "./zoho-origins.ts";

it("knows ten data centres, each by two https origins of its own", () => {
  expect(dataCentreCodes).toEqual(["US", "EU", "IN", "AU", "JP", "CA", "SA", "CN", "UK", "AE"]);
  const origins = Object.values(dataCentres).flatMap(({ accounts, cliq }) => [accounts, cliq]);
  expect(new Set(origins).size).toBe(20);
  for (const origin of origins) expect(new URL(origin).origin).toBe(origin);
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
});

it("takes another origin for tests, each on its own", () => {
  expect(toZohoOrigins({ dataCentre: "US", cliqOrigin: "http://127.0.0.1:4100/" })).toEqual({
    accounts: "https://accounts.zoho.com",
    cliq: "http://127.0.0.1:4100",
  });
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
