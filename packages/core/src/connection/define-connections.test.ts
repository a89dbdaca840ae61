import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { ConnectionsOf } from "./connection.ts";
import { type Connections, defineConnections } from "./define-connections.ts";

const good = { statusPage: { origin: "https://api.statuspage.example", secret: "api-key" } } as const;

test("connections are what was declared, and nobody changes them afterwards", () => {
  const connections = defineConnections(good);
  expect(connections).toEqual(good);
  expect(Object.isFrozen(connections) && Object.isFrozen(connections.statusPage)).toBe(true);
  for (const origin of ["https://a.example:8443", "https://a:1", "https://a.example:65535", "https://a-1.example"])
    expect(defineConnections({ open: { origin } })).toEqual({ open: { origin } });
});

test.each<[string, unknown]>([
  ["they must be an object of connections by name.", []],
  ["there is none; an action without connections has no connections.ts.", {}],
  ['"status-page": its name must be in camelCase', { "status-page": good.statusPage }],
  ['"toString": its name must be in camelCase', { toString: good.statusPage }],
  ['"then": its name must be in camelCase', JSON.parse('{"then":{}}')],
  ['"a": it must be an object with an origin.', { a: "https://a.example" }],
  ['"a": "key" is not one of origin, secret, when.', { a: { origin: "https://a.example", key: "b" } }],
  ['"a": origin must be a text.', { a: {} }],
  ['"a": origin must be https.', { a: { origin: "http://127.0.0.1:8080" } }],
  ['"a": origin must be "https://" and a host', { a: { origin: "https://a.example/" } }],
  ['"a": origin must be "https://" and a host', { a: { origin: "ftp+http://a.example" } }],
  ['"a": origin must be "https://" and a host', { a: { origin: "see https://a.example" } }],
  ['"a": origin must be "https://" and a host', { a: { origin: "https://" } }],
  ['"a": origin must be "https://" and a host', { a: { origin: "https://me:secret@a.example" } }],
  ['"a": origin must be "https://" and a host', { a: { origin: "https://A.example" } }],
  ['"a": origin must be "https://" and a host', { a: { origin: "https://a.example:65536" } }],
  [
    '"a": secret must be the name of a secret, not the secret',
    { a: { origin: "https://a.example", secret: "sk_Live" } },
  ],
  ['"a": secret must be the name of a secret, not the secret', { a: { origin: "https://a", secret: ["key"] } }],
  ['"a": when must say what a stage has chosen', { a: { origin: "https://a", when: "jira" } }],
  ['"a": when must say what a stage has chosen', { a: { origin: "https://a", when: { desk: 1 } } }],
])("what nobody could connect to is refused at import: %s", (sentence, connections) => {
  expect(() => defineConnections(connections as Connections)).toThrow(sentence);
});

test("importing bad connections names their folder", async () => {
  const root = mkdtempSync(join(tmpdir(), "connections-"));
  const folder = join(root, "call-somebody");
  mkdirSync(folder);
  const index = pathToFileURL(join(import.meta.dirname, "../index.ts")).href;
  const code = `import { defineConnections } from ${JSON.stringify(index)};\nexport default defineConnections({});`;
  writeFileSync(join(folder, "connections.ts"), code);
  await expect(import(/* @vite-ignore */ join(folder, "connections.ts"))).rejects.toThrow(
    'Connections in folder "call-somebody": there is none',
  );
  rmSync(root, { recursive: true });
});

test("a connection that is not declared does not compile", () => {
  const connect = <C extends Connections>(connections: C): ConnectionsOf<C> => connections as never;
  const { statusPage } = connect(defineConnections(good));
  // @ts-expect-error -- only statusPage is declared
  const { pager } = connect(defineConnections(good));
  // @ts-expect-error -- a connection needs an origin
  const bare = (): unknown => defineConnections({ statusPage: { secret: "api-key" } });
  // @ts-expect-error -- the answer to a request is a status, headers and a text
  const misread = async (): Promise<unknown> => (await statusPage.send({ method: "GET", path: "/" })).body;
  expect([pager, bare, misread]).toHaveLength(3);
});
