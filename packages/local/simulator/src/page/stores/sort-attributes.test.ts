import { expect, test } from "vitest";
import { sortAttributes } from "./sort-attributes.ts";

test("a row reads from its title over short values to long ones, keys and hashes apart", () => {
  const row = {
    id: "3c91d45e7e4030129627c41872920d38",
    body: "x".repeat(100),
    status: "open",
    createdAt: "1795375123543",
    requester: '{"name":"Scott Fisher","email":"scott.fisher@example.com"}',
    number: "QKPJ-FW37",
    subject: "Printer",
    textHash: "e3772791caccec6110a3f2eb6c5138843b801688",
  };
  expect(sortAttributes(row, ["id"])).toEqual({
    title: ["QKPJ-FW37", "Printer"],
    plain: [
      ["createdAt", "2026-11-22 19:18:43 UTC"],
      ["requester", "Scott Fisher · scott.fisher@example.com"],
      ["status", "open"],
      ["body", "x".repeat(100)],
    ],
    technical: [
      ["id", "3c91d45e7e4030129627c41872920d38"],
      ["textHash", "e3772791caccec6110a3f2eb6c5138843b801688"],
    ],
  });
});

test("a row without a title and values that only look like objects stay as they are", () => {
  expect(sortAttributes({ pk: "a", note: "{not json" }, ["pk"])).toEqual({
    title: [],
    plain: [["note", "{not json"]],
    technical: [["pk", "a"]],
  });
});
