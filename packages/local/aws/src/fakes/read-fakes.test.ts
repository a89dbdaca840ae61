import { execFileSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

import { writeActionFolders } from "../testing/write-action-folders.ts";
import { readFakes } from "./read-fakes.ts";

const connections = `export default { bell: { origin: "https://bell.example", secret: "api-key" } };`;
const fake = `export default defineFakes({ connections: { bell: () => ({ secret: "s", answer: () => ({}) }) } });`;

it("reads what folders declare and who stands in for it, and passes over folders without either", async () => {
  const folder = writeActionFolders({
    "ring-bell/connections.ts": connections,
    "ring-bell/fake.ts": fake,
    "echo/action.ts": "export default {};",
  });
  expect(await readFakes(folder)).toMatchObject([
    { slug: "ring-bell", connections: { bell: { origin: "https://bell.example" } } },
  ]);
});

it.each([
  [
    "a folder with connections has no fake.ts",
    { "ring-bell/connections.ts": connections },
    "Nothing stands in for the connection bell",
  ],
  [
    "a connection has no fake",
    { "ring-bell/connections.ts": connections, "ring-bell/fake.ts": "export default defineFakes({});" },
    "Nothing stands in for the connection bell",
  ],
  [
    "a fake belongs to no connection",
    { "ring-bell/fake.ts": fake },
    "has a fake of bell, which connections.ts beside it does not declare",
  ],
  [
    "fake.ts cannot be read",
    { "ring-bell/fake.ts": "throw new Error('boom')" },
    "ring-bell/fake.ts fails on import: boom (",
  ],
  ["fake.ts is no TypeScript", { "ring-bell/fake.ts": "export default {{" }, "ring-bell/fake.ts fails on import: "],
  [
    "connections.ts exports nothing",
    { "ring-bell/connections.ts": "export const connections = {};", "ring-bell/fake.ts": fake },
    "ring-bell/connections.ts declares no connections: export default defineConnections(",
  ],
  ["fake.ts exports nothing", { "ring-bell/fake.ts": "" }, "ring-bell/fake.ts: export default defineFakes("],
])("says which file to change when %s", async (_, files, sentence) => {
  await expect(readFakes(writeActionFolders(files))).rejects.toThrow(sentence);
});

it("reads a folder behind a link, as the CDK app does", async () => {
  const elsewhere = writeActionFolders({ "ring-bell/connections.ts": connections });
  const folder = writeActionFolders({ "echo/action.ts": "export default {};" });
  symlinkSync(join(elsewhere, "ring-bell"), join(folder, "linked"));
  await expect(readFakes(folder)).rejects.toThrow("linked/fake.ts");
});

it("takes a connection without a fake when egress is allowed, and a folder that is not there for an empty one", async () => {
  const folder = writeActionFolders({ "ring-bell/connections.ts": connections });
  expect(await readFakes(folder, { allowEgress: true })).toEqual([]);
  expect(await readFakes("/no/such/folder")).toEqual([]);
});

/** What a process of its own reads one after the other: the secret of `bell`, or the sentence of what is wrong. */
function readInNode(folder: string, ...changes: readonly (readonly [file: string, text: string])[]): string[] {
  const program = `
    import { writeFileSync } from "node:fs";
    const { readFakes } = await import(${JSON.stringify(import.meta.resolve("./read-fakes.ts"))});
    const read = () => readFakes(process.argv[1]).then(
      ([{ fakes }]) => fakes.connections.bell().secret,
      (error) => error.message,
    );
    const said = [await read()];
    for (const [file, text] of JSON.parse(process.argv[2])) {
      writeFileSync(file, text);
      said.push(await read());
    }
    console.log(JSON.stringify(said));`;
  const args = ["--input-type=module", "--eval", program, folder, JSON.stringify(changes)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as string[];
}

it.each([
  ["is no TypeScript", "\n\nconst bell: string = ;", "3:22"],
  ["throws on import", "\n\nthrow new Error('boom');", "3:7"],
])("names line and column of a fake.ts that %s, when it is read first and again", (_, text, place) => {
  const folder = writeActionFolders({ "ring-bell/connections.ts": connections });
  const file = join(folder, "ring-bell/fake.ts");
  writeFileSync(file, text);
  const said = readInNode(folder, [file, `${text}\n// saved again`]);
  expect(said).toEqual(Array(2).fill(expect.stringContaining(`(${file}:${place})`)));
});

it("reads anew what a fake imports from elsewhere", () => {
  const folder = writeActionFolders({
    "src/ring-bell/connections.ts": connections,
    "src/ring-bell/fake.ts": `import { secret } from "../../outside/secret.ts";
export default defineFakes({ connections: { bell: () => ({ secret, answer: () => ({}) }) } });`,
    "outside/secret.ts": `export const secret = "first";`,
  });
  const change = [join(folder, "outside/secret.ts"), `export const secret = "second";`] as const;
  expect(readInNode(join(folder, "src"), change)).toEqual(["first", "second"]);
});
