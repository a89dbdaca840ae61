import { onlyFor } from "@cliq-actions/core";
import { expect, test } from "vitest";
import { refuseUnsignedAdministrators } from "./refuse-unsigned.ts";

const strict = { slug: "close-books", action: { policy: onlyFor({ administrators: true }) } };
const others = [
  { slug: "echo", action: {} },
  { slug: "keep-row", action: { policy: onlyFor({ guests: false }) } },
];
const dev = { name: "dev", verifySignature: false };

test("who administers the organisation counts only where the event is signed", () => {
  expect(() => refuseUnsignedAdministrators(dev, [...others, strict])).toThrow(
    'infra/stages.ts: "close-books" is for administrators only, which nothing proves on stage dev: set verifySignature: true',
  );
  refuseUnsignedAdministrators({ ...dev, verifySignature: true }, [strict]);
  refuseUnsignedAdministrators(dev, others);
});

test("on a laptop it may be tried without", () => {
  refuseUnsignedAdministrators({ ...dev, name: "local", account: "000000000000" }, [strict]);
});
