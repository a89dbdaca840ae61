import { expect, test } from "vitest";
import { checkConnectionOrigins } from "./connection-origins.ts";
import { chooseStage, type StageInput } from "./define-stages.ts";

const actions = [
  { slug: "call-api", connections: { board: { origin: "https://board.example" } } },
  { slug: "echo" },
] as const;
const stageWith = (connections: StageInput["connections"]): ReturnType<typeof chooseStage> =>
  chooseStage({ name: "acme", stages: { dev: { organizationId: "1", dataCentre: "EU", connections } } }, "dev");

test("a stage may replace the origin of a declared connection, and of nothing else", () => {
  checkConnectionOrigins(stageWith({ "call-api": { board: "https://test.board.example:8443" } }), actions);
  checkConnectionOrigins(stageWith(undefined), actions);
  expect(() => checkConnectionOrigins(stageWith({ "call-apis": { board: "https://b.example" } }), actions)).toThrow(
    'infra/stages.ts: dev.connections names the action "call-apis", but there are call-api, echo: correct or remove it.',
  );
  expect(() => checkConnectionOrigins(stageWith({ "call-api": { bord: "https://b.example" } }), actions)).toThrow(
    'infra/stages.ts: dev.connections["call-api"] names the connection "bord", but there are board: correct or remove it.',
  );
  expect(() => checkConnectionOrigins(stageWith({ echo: { board: "https://b.example" } }), actions)).toThrow(
    'dev.connections["echo"] names the connection "board", but there is none: correct or remove it.',
  );
});

test.each([
  "http://board.example",
  "https://board.example/v1",
  "https://Board.example",
  "board.example",
  "",
  "https://board.example:99999",
  "https://me:key@board.example",
])("the origin %j is refused with a sentence that names its place", (origin) => {
  expect(() => stageWith({ "call-api": { board: origin } })).toThrow(/https, lower case, no path[^]*connections/);
});
