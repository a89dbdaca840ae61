import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";

import { checkFakes, type Fakes } from "./fakes.ts";

/** What local AWS reads of an action's `connections.ts`: where the real system is, and the name of the secret it takes. */
type DeclaredConnections = Record<string, { readonly origin: string; readonly secret?: string | undefined }>;

/** The outside world of one action folder: what it declares, and who stands in for it. */
export interface ActionFakes {
  slug: string;
  connections: DeclaredConnections;
  fakes: Fakes;
}

/**
 * Reads `connections.ts` and `fake.ts` of every action folder below `folder`, those that have one.
 * Throws a sentence naming the file when a declared connection has no fake, or a fake belongs to no connection.
 */
export async function readFakes(folder: string): Promise<ActionFakes[]> {
  const slugs = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const read = await Promise.all(slugs.map(({ name }) => readActionFakes(folder, name)));
  return read.filter((one) => one !== undefined);
}

async function readActionFakes(folder: string, slug: string): Promise<ActionFakes | undefined> {
  const [connectionsFile, fakeFile] = [join(folder, slug, "connections.ts"), join(folder, slug, "fake.ts")];
  if (!existsSync(connectionsFile) && !existsSync(fakeFile)) return undefined;
  const connections = ((await readDefault(connectionsFile)) ?? {}) as DeclaredConnections;
  const where = relative(process.cwd(), fakeFile);
  if (!existsSync(fakeFile)) throw new Error(missingFake(Object.keys(connections)[0], where));
  const fakes = await readDefault(fakeFile);
  checkFakes(fakes, where);
  const faked = Object.keys(fakes.connections ?? {});
  const unanswered = Object.keys(connections).find((name) => !faked.includes(name));
  if (unanswered !== undefined) throw new Error(missingFake(unanswered, where));
  const undeclared = faked.find((name) => !Object.hasOwn(connections, name));
  if (undeclared !== undefined)
    throw new Error(`${where} has a fake of ${undeclared}, which connections.ts beside it does not declare.`);
  return { slug, connections, fakes };
}

async function readDefault(file: string): Promise<unknown> {
  if (!existsSync(file)) return undefined;
  return ((await import(pathToFileURL(file).href)) as { default?: unknown }).default;
}

function missingFake(connection = "…", where: string): string {
  return `Nothing stands in for the connection ${connection}, and nothing here may reach the real system: add it to ${where}, export default defineFakes({ connections: { ${connection}: () => ({ answer: (request) => ({ status: 200 }) }) } }).`;
}
