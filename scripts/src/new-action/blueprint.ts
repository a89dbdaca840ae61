import { CannotOperate } from "../stage/cannot-operate.ts";
import type { NewActionOptions } from "./new-action-command.ts";

/** The kinds of message an action can be offered on, as Cliq names them. */
export const messageTypes = ["text", "link", "attachment"] as const;

/** One of {@link messageTypes}. */
export type MessageTypeName = (typeof messageTypes)[number];

/** What a new action is to be; all that its files are made from. */
export interface Blueprint {
  readonly slug: string;
  readonly name: string;
  readonly hint: string;
  readonly messageTypes: readonly MessageTypeName[];
  readonly multiSelectable: boolean;
  readonly kind: "webhook" | "deluge";
  readonly connection?: Wanted;
}

/** A system it calls. */
export interface Wanted {
  /** As code names it, such as "statusPage". */
  readonly name: string;
  readonly origin: string;
}

/** File names that an action's folder gives a meaning of its own. */
const takenNames = ["action", "lambda", "infra", "fake", "connections"];

/** Reads what was asked for. Core's own checks of lengths and of the origin follow when the folder is read. Throws {@link CannotOperate}. */
export function toBlueprint(slug: string, options: NewActionOptions): Blueprint {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(slug) || slug.length > 40)
    throw new CannotOperate(
      "The slug is the name of the folder: lower-case letters, digits and single hyphens, a letter first, at most 40, such as count-words.",
    );
  if (/^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(slug))
    throw new CannotOperate(`Windows takes no folder named ${slug}: choose another slug, such as ${slug}-messages.`);
  const name = options.name?.trim() || toName(slug);
  const connection = readConnection(options.connection ?? []);
  if (options.deluge === true && connection !== undefined)
    throw new CannotOperate(
      "--deluge and --connection exclude each other: a script inside Zoho uses Zoho's own connections.",
    );
  return {
    slug,
    name,
    hint: options.hint?.trim() || `${name} for this message`,
    messageTypes: readTypes(options.messageTypes ?? "text"),
    multiSelectable: options.multiSelect ?? false,
    kind: options.deluge === true ? "deluge" : "webhook",
    ...(connection === undefined ? {} : { connection }),
  };
}

/** "count-words" is "Count words". */
export function toName(slug: string): string {
  const words = slug.replaceAll("-", " ");
  return (words.charAt(0).toUpperCase() + words.slice(1)).slice(0, 30).trim();
}

function readTypes(text: string): readonly MessageTypeName[] {
  const named = text.split(",").map((one) => one.trim());
  const unknown = named.filter((one) => !messageTypes.some((type) => type === one));
  if (unknown.length > 0)
    throw new CannotOperate(
      `--message-types takes ${messageTypes.join(", ")}, not "${unknown.join(", ").slice(0, 40)}".`,
    );
  return messageTypes.filter((type) => named.includes(type));
}

function readConnection(given: readonly string[]): Wanted | undefined {
  const [first, second] = given;
  if (first === undefined) return undefined;
  if (second !== undefined)
    throw new CannotOperate(
      "--connection is given once here: add further ones to connections.ts, as the first one stands there.",
    );
  const [, name = "", origin = ""] = /^([^=]*)=(.*)$/.exec(first) ?? [];
  if (!/^[a-z][a-zA-Z0-9]{0,39}$/.test(name))
    throw new CannotOperate(
      "--connection is a name in camelCase, an equals sign and an origin: statusPage=https://api.example.com",
    );
  if (takenNames.includes(name))
    throw new CannotOperate(`--connection ${name} would be a file that has a meaning of its own: choose another name.`);
  return { name, origin };
}
