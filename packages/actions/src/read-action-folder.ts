import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type AnyMessageAction, InvalidDeclaration } from "@cliq-actions/core";
import type { ActionInfra } from "./action-infra.ts";

/** One action, as its folder declares it. */
export interface DiscoveredAction {
  /** The folder's name: route, construct id and log key. */
  readonly slug: string;
  readonly action: AnyMessageAction;
  /** Absolute path of `lambda.ts`, the bundle's entry. */
  readonly entry: string;
  /** Default export of `infra.ts`, where there is one. */
  readonly infra?: ActionInfra;
}

const slugPattern = /^[a-z][a-z0-9-]{0,39}$/;

/** Reads an action folder; throws {@link InvalidDeclaration}, one sentence naming the folder and what to do. */
export async function readActionFolder(folder: string): Promise<DiscoveredAction> {
  const slug = basename(folder);
  if (!slugPattern.test(slug)) {
    throw problem(slug, "needs a name of lower-case letters, digits and hyphens: a letter first, at most 40 in all.");
  }
  const entry = join(folder, "lambda.ts");
  for (const file of ["action.ts", "lambda.ts"]) {
    if (!(await isFile(join(folder, file)))) throw problem(slug, `has no ${file}: add it, or move the folder out of src.`);
  }
  const action = await importDefault(slug, join(folder, "action.ts"));
  if (!isMessageAction(action)) {
    throw problem(slug, "has an action.ts whose default export is not a message action: export default defineMessageAction({ … }).");
  }
  if (!(await isFile(join(folder, "infra.ts")))) return { slug, action, entry };
  const infra = await importDefault(slug, join(folder, "infra.ts"));
  if (typeof infra !== "function") throw problem(slug, "has an infra.ts whose default export is not a function of an ActionSite.");
  return { slug, action, entry, infra: infra as ActionInfra };
}

async function importDefault(slug: string, file: string): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(file).href)) as { default?: unknown };
    return module.default;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason.includes(`"${slug}"`)) throw new InvalidDeclaration(reason, { cause: error });
    throw problem(slug, `cannot be read, because ${basename(file)} fails on import: ${reason}`, error);
  }
}

function isMessageAction(value: unknown): value is AnyMessageAction {
  const fields = (typeof value === "object" && value !== null ? value : {}) as { kind?: unknown; execute?: unknown };
  return fields.kind === "message-action" && typeof fields.execute === "function";
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}

function problem(slug: string, what: string, cause?: unknown): InvalidDeclaration {
  return new InvalidDeclaration(`Action folder "${slug}" ${what}`, { cause });
}
