import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { checkFakes, type Fakes } from "./fakes.ts";
import { nameFile, toPlaceSuffix } from "./find-place.ts";
import { importAnew, withoutMark } from "./import-anew.ts";
import { InvalidFake } from "./invalid-fake.ts";

/** What local AWS reads of an action's `connections.ts`: where the real system is, the name of the secret it takes, and for which choice of a stage it is there. */
type DeclaredConnections = Record<
  string,
  {
    readonly origin: string;
    readonly secret?: string | undefined;
    readonly when?: Readonly<Record<string, string>> | undefined;
  }
>;

/** The outside world of one action folder: what it declares, and who stands in for it. */
export interface ActionFakes {
  slug: string;
  connections: DeclaredConnections;
  fakes: Fakes;
}

/**
 * Reads `connections.ts` and `fake.ts` of every action folder below `folder`, those that have one, as they are now; a
 * folder that is not there has none. Throws {@link InvalidFake} naming the file when a declared connection has no fake (unless `allowEgress`
 * lets it go to the real system), or a fake belongs to no connection.
 */
export async function readFakes(folder: string, { allowEgress = false } = {}): Promise<ActionFakes[]> {
  if (!existsSync(folder)) return [];
  // A link to a folder is a folder, as it is for the CDK app.
  const slugs = readdirSync(folder).filter(
    (name) => !name.startsWith(".") && statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory(),
  );
  const read = await Promise.all(slugs.map((slug) => readActionFakes(folder, slug, allowEgress)));
  return read.filter((one) => one !== undefined);
}

async function readActionFakes(folder: string, slug: string, mayLack: boolean): Promise<ActionFakes | undefined> {
  const [connectionsFile, fakeFile] = [join(folder, slug, "connections.ts"), join(folder, slug, "fake.ts")];
  if (!existsSync(connectionsFile) && !existsSync(fakeFile)) return undefined;
  const connections = await readConnections(connectionsFile);
  const where = nameFile(fakeFile);
  if (!existsSync(fakeFile)) {
    if (mayLack) return undefined;
    throw new InvalidFake(missingFake(Object.keys(connections)[0], where));
  }
  const fakes = await readDefault(fakeFile);
  checkFakes(fakes, where);
  const faked = Object.keys(fakes.connections ?? {});
  const unanswered = Object.keys(connections).find((name) => !faked.includes(name));
  if (unanswered !== undefined && !mayLack) throw new InvalidFake(missingFake(unanswered, where));
  const undeclared = faked.find((name) => !Object.hasOwn(connections, name));
  if (undeclared !== undefined)
    throw new InvalidFake(`${where} has a fake of ${undeclared}, which connections.ts beside it does not declare.`);
  return { slug, connections, fakes };
}

async function readConnections(file: string): Promise<DeclaredConnections> {
  if (!existsSync(file)) return {};
  const connections = await readDefault(file);
  if (typeof connections === "object" && connections !== null) return connections as DeclaredConnections;
  throw new InvalidFake(`${nameFile(file)} declares no connections: export default defineConnections({ … }).`);
}

async function readDefault(file: string): Promise<unknown> {
  if (!existsSync(file)) return undefined;
  try {
    return ((await importAnew(file)) as { default?: unknown }).default;
  } catch (error) {
    if (error instanceof InvalidFake) throw error;
    const reason = withoutMark(error instanceof Error ? error.message : String(error));
    throw new InvalidFake(`${nameFile(file)} fails on import: ${reason}${toPlaceSuffix(error)}`, { cause: error });
  }
}

function missingFake(connection = "…", where: string): string {
  return `Nothing stands in for the connection ${connection}, and nothing here may reach the real system: add it to ${where}, export default defineFakes({ connections: { ${connection}: () => ({ answer: (request) => ({ status: 200 }) }) } }).`;
}
