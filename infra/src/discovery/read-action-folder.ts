import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type AnyMessageAction,
  type Connections,
  declarationLimits as limits,
  defineConnections,
  defineDelugeAction,
  defineMessageAction,
  type DelugeAction,
  InvalidDeclaration,
} from "@cliq-actions/core";
import type { ActionInfra, ExaminePlace } from "../action-site.ts";
import { checkFile, isFile } from "./check-file.ts";
import { findSyntaxError, toPlaceSuffix } from "./find-place.ts";

/** An action that a function of ours serves, as its folder declares it. */
export interface DiscoveredWebhook {
  /** The folder's name: route, construct id and log key. */
  readonly slug: string;
  readonly action: AnyMessageAction;
  /** Absolute path of `lambda.ts`, the bundle's entry. */
  readonly entry: string;
  /** Default export of `infra.ts`, where there is one. */
  readonly infra?: ActionInfra;
  /** Export `examine` of `infra.ts`, where there is one. */
  readonly examine?: ExaminePlace;
  /** Default export of `connections.ts`, where there is one: the systems outside AWS that it calls. */
  readonly connections?: Connections;
  /** Absolute path of the icon, where there is one. */
  readonly image?: string;
}

/** An action whose script runs inside Zoho, as its folder declares it. */
export interface DiscoveredDeluge {
  readonly slug: string;
  readonly action: DelugeAction;
  /** Absolute path of the script. */
  readonly script: string;
  readonly image?: string;
}

/** One action, as its folder declares it. */
export type DiscoveredAction = DiscoveredWebhook | DiscoveredDeluge;

const slugPattern = /^[a-z][a-z0-9-]{0,39}$/;

/** Reads an action folder; throws {@link InvalidDeclaration}, one sentence naming the folder and what to do. */
export async function readActionFolder(folder: string): Promise<DiscoveredAction> {
  const slug = basename(folder);
  if (!slugPattern.test(slug)) {
    throw problem(slug, "needs a name of lower-case letters, digits and hyphens: a letter first, at most 40 in all.");
  }
  // The secrets of its connections would lie where the stage's OAuth client and tokens are.
  if (slug === "oauth")
    throw problem(slug, "cannot have that name, which is kept for the stage's own access: rename it.");
  // What every object has would be found where nothing is declared, such as among the origins of a stage.
  if (slug in {}) throw problem(slug, "cannot have that name, which every JavaScript object has: rename it.");
  await needFile(folder, "action.ts");
  const { value: action } = await importDefault(slug, join(folder, "action.ts"));
  if (isDelugeAction(action)) return readDelugeFolder(folder, slug, action);
  await needFile(folder, "lambda.ts");
  const entry = join(folder, "lambda.ts");
  if (!isMessageAction(action)) {
    throw problem(
      slug,
      "has an action.ts whose default export is not a message action: export default defineMessageAction({ … }).",
    );
  }
  checkAgain(slug, action, defineMessageAction);
  const found = {
    slug,
    action,
    entry,
    ...(await readImage(folder, slug, action.image)),
    ...(await readConnections(folder, slug)),
  };
  if (!(await isFile(join(folder, "infra.ts")))) return found;
  const { value: infra, examine } = await importDefault(slug, join(folder, "infra.ts"));
  if (typeof infra !== "function")
    throw problem(slug, "has an infra.ts whose default export is not a function of an ActionSite.");
  if (examine !== undefined && typeof examine !== "function")
    throw problem(slug, "has an infra.ts whose examine is not a function of a place.");
  return { ...found, infra: infra as ActionInfra, ...(examine && { examine: examine as ExaminePlace }) };
}

async function readDelugeFolder(folder: string, slug: string, action: DelugeAction): Promise<DiscoveredDeluge> {
  for (const file of ["lambda.ts", "infra.ts", "connections.ts"]) {
    if (await isFile(join(folder, file)))
      throw problem(slug, `has a ${file}, but its script runs inside Zoho: remove it.`);
  }
  checkAgain(slug, action, defineDelugeAction);
  const script = join(folder, action.script);
  const wrong = await checkFile(script, limits.scriptBytes);
  if (wrong !== undefined) throw problem(slug, `needs its script ${action.script}: ${wrong}`);
  return { slug, action, script, ...(await readImage(folder, slug, action.image)) };
}

async function readImage(folder: string, slug: string, image: string | undefined): Promise<{ image?: string }> {
  if (image === undefined) return {};
  const wrong = await checkFile(join(folder, image), limits.imageBytes);
  if (wrong !== undefined) throw problem(slug, `needs its image ${image}: ${wrong}`);
  return { image: join(folder, image) };
}

async function readConnections(folder: string, slug: string): Promise<{ connections?: Connections }> {
  const file = join(folder, "connections.ts");
  if (!(await isFile(file))) return {};
  const { value: connections } = await importDefault(slug, file);
  if (typeof connections !== "object" || connections === null || Array.isArray(connections)) {
    throw problem(
      slug,
      "has a connections.ts whose default export is not connections: export default defineConnections({ … }).",
    );
  }
  try {
    return { connections: defineConnections(connections as Connections) };
  } catch (error) {
    throw problem(slug, `has a connections.ts that cannot be deployed: ${(error as Error).message}`, error);
  }
}

async function needFile(folder: string, file: string): Promise<void> {
  if (!(await isFile(join(folder, file))))
    throw problem(basename(folder), `has no ${file}: add it, or move the folder out of src.`);
}

/** Nobody has checked what was written by hand, without the function that declares an action. */
function checkAgain(slug: string, action: object, define: (declaration: never) => unknown): void {
  const declared = Object.entries(action).filter(([field]) => field !== "kind");
  try {
    define(Object.fromEntries(declared) as never);
  } catch (error) {
    throw problem(slug, `has an action.ts that cannot be deployed: ${(error as Error).message}`, error);
  }
}

/** The default export as it is, and `examine`: one that is a promise is not waited for, as the function itself will not wait. */
async function importDefault(
  slug: string,
  file: string,
): Promise<{ readonly value: unknown; readonly examine?: unknown }> {
  try {
    const { default: value, examine } = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    return { value, examine };
  } catch (error) {
    const wrong = isSyntaxError(error) ? findSyntaxError(file) : undefined;
    if (wrong !== undefined)
      throw problem(slug, `cannot be read, because ${basename(file)} has a syntax error: ${wrong}`, error);
    const place = toPlaceSuffix(error, dirname(file));
    // The first line says what; a compiler draws the place below it.
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    const { code, folder } = (error ?? {}) as Partial<InvalidDeclaration>;
    if (code === "invalid_declaration" && folder === slug)
      throw new InvalidDeclaration(`${reason}${place}`, { folder, cause: error });
    throw problem(slug, `cannot be read, because ${basename(file)} fails on import: ${reason}${place}`, error);
  }
}

/** JavaScript's, or that of TypeScript, which Node tells by codes. */
function isSyntaxError(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return error instanceof SyntaxError || code.endsWith("_TYPESCRIPT_SYNTAX");
}

function isMessageAction(value: unknown): value is AnyMessageAction {
  const fields = (typeof value === "object" && value !== null ? value : {}) as { kind?: unknown; execute?: unknown };
  return fields.kind === "message-action" && typeof fields.execute === "function";
}

function isDelugeAction(value: unknown): value is DelugeAction {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "deluge-action";
}

function problem(slug: string, what: string, cause?: unknown): InvalidDeclaration {
  return new InvalidDeclaration(`Action folder "${slug}" ${what}`, { cause });
}
