import { expect, test } from "vitest";
import { printSecretList, toSecretList } from "./secret-list.ts";

const connection = {
  slug: "call-api",
  name: "ticketSystem",
  origin: "https://api.example.com",
  secret: "api-key",
  isKept: false,
};
const declared = [
  { name: "call-api/api-key", slug: "call-api", connections: [connection], isKept: false },
  {
    name: "call-api/other",
    slug: "call-api",
    connections: [{ ...connection, name: "other", secret: "other" }],
    isKept: false,
  },
];
const changedAt = new Date("2026-05-06T07:08:09Z");

test("what is set, missing and left over is told apart; a parameter that is not encrypted is missing", () => {
  const list = toSecretList("dev", declared, [
    { name: "call-api/api-key", isSecure: true, changedAt },
    { name: "call-api/other", isSecure: false, changedAt },
    { name: "gone/api-key", isSecure: true, changedAt },
  ]);
  expect(list.secrets).toMatchObject([
    { name: "call-api/api-key", isSet: true, changedAt: "2026-05-06T07:08:09.000Z" },
    { name: "call-api/other", isSet: false },
  ]);
  expect(list.undeclared).toEqual([{ name: "gone/api-key", changedAt: "2026-05-06T07:08:09.000Z" }]);
});

test("for a person each has a line, and each that is missing a command", () => {
  const list = toSecretList("dev", declared, [{ name: "call-api/api-key", isSecure: true, changedAt }]);
  expect(printSecretList(list).split("\n")).toEqual([
    "set      call-api/api-key  since 2026-05-06 07:08 UTC",
    "         ticketSystem: https://api.example.com",
    "MISSING  call-api/other",
    "         other: https://api.example.com",
    "",
    "Next:",
    "  - pnpm cliq secret put --stage dev call-api/other",
  ]);
  expect(printSecretList(toSecretList("dev", [], []))).toBe("No action declares a secret.");
});
