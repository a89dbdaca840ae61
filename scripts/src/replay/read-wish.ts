import { readFile } from "node:fs/promises";
import { CannotOperate } from "../stage/cannot-operate.ts";

/** What the page's server is asked to send. */
export interface ReplayWish {
  /** Id or reference of a click. */
  readonly of?: string;
  /** The body of an event. */
  readonly body?: string;
  /** Slug of the action that the body is for. */
  readonly action?: string;
}

/** An id that the page gives, or the reference that a person quotes. */
const named = /^(?:[0-9a-f]{8}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Reads what was named: a file where there is one of that name, else a click. Throws {@link CannotOperate}. */
export async function readWish(what: string, action: string | undefined): Promise<ReplayWish> {
  const text = await readFile(what, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" && named.test(what)) return undefined;
    throw new CannotOperate(describe(what, error.code));
  });
  if (text === undefined) {
    if (action === undefined) return { of: what.toLowerCase() };
    throw new CannotOperate("A click goes to its own action again: --action is for files.");
  }
  const { body, slug } = readEvent(what, text);
  const chosen = action ?? slug;
  return { body, ...(chosen !== undefined && { action: chosen }) };
}

function describe(what: string, code: string | undefined): string {
  if (code === "ENOENT")
    return `There is no file ${what}, and it is no reference either: that has eight characters of 0 to 9 and a to f.`;
  return code === "EISDIR" ? `${what} is a folder: name a file of it.` : `${what} could not be read (${code}).`;
}

/** The event as it stands in a file, or in the exchange that a file holds. */
function readEvent(file: string, text: string): { readonly body: string; readonly slug?: string } {
  const value = parse(file, text);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new CannotOperate(`${file} holds no event: an event is a JSON object.`);
  const { request, action } = value as { request?: { body?: unknown }; action?: { slug?: unknown } };
  if (typeof request?.body !== "string") return { body: text };
  return { body: request.body, ...(typeof action?.slug === "string" && action.slug !== "" && { slug: action.slug }) };
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CannotOperate(`${file} holds no JSON.`);
  }
}
