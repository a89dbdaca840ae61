import { expect, it } from "vitest";
import { chatScopes, functionScopes, isIdempotent, messageActionScopes, operations } from "./operations.ts";

// As Cliq's page of its REST API documents them: method, scope, and the threshold per user and minute.
const documented = [
  "create POST ZohoCliq.messageactions.CREATE 30",
  "list GET ZohoCliq.messageactions.READ 30",
  "get GET ZohoCliq.messageactions.READ 10",
  "update PATCH ZohoCliq.messageactions.UPDATE 10",
  "delete DELETE ZohoCliq.messageactions.DELETE 10",
  "updateHandler PATCH ZohoCliq.messageactions.UPDATE 10",
  "getHandler GET ZohoCliq.messageactions.READ 10",
  "createFunction POST ZohoCliq.Functions.CREATE 10",
  "listFunctions GET ZohoCliq.Functions.READ 30",
  "getFunction GET ZohoCliq.Functions.READ 30",
  "updateFunction PATCH ZohoCliq.Functions.UPDATE 10",
  "deleteFunction DELETE ZohoCliq.Functions.DELETE 10",
  "createFunctionHandler POST ZohoCliq.Functions.UPDATE 10",
  "updateFunctionHandler PATCH ZohoCliq.Functions.UPDATE 10",
  "getFunctionHandler GET ZohoCliq.Functions.READ 10",
  "deleteFunctionHandler DELETE ZohoCliq.Functions.UPDATE 10",
  "postToChat POST ZohoCliq.Webhooks.CREATE 20",
];

it("knows every operation as Cliq documents it", () => {
  const known = Object.entries(operations);
  expect(known.map(([name, { method, scope, perMinute }]) => `${name} ${method} ${scope} ${perMinute}`)).toEqual(
    documented,
  );
});

it("names every scope once, and takes only what creates for what may not be repeated", () => {
  const rights = ["CREATE", "READ", "UPDATE", "DELETE"];
  expect(messageActionScopes).toEqual(rights.map((right) => `ZohoCliq.messageactions.${right}`));
  expect(functionScopes).toEqual(rights.map((right) => `ZohoCliq.Functions.${right}`));
  expect(chatScopes).toEqual(["ZohoCliq.Webhooks.CREATE"]);
  const names = Object.keys(operations) as (keyof typeof operations)[];
  expect(names.filter((name) => !isIdempotent(name))).toEqual([
    "create",
    "createFunction",
    "createFunctionHandler",
    "postToChat",
  ]);
});
