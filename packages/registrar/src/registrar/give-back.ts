import { authorizeAnew } from "@cliq-actions/cliq/remedies";
import { isDeepStrictEqual } from "node:util";
import { isNameTaken, isNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import { type DesiredItem, hasIcon } from "./desired-set.ts";
import type { Before } from "./ledger.ts";
import { differencesOf, unescapeText } from "./observed-item.ts";
import type { Changes } from "./plan-changes.ts";
import { RegistrationFailed, toRegistrationFailed } from "./registration-failed.ts";
import type { ItemApi, Section } from "./section.ts";
import { hasCredentialOf } from "./settle-entries.ts";
import { confirmAbsent, MadeByAnother, whyUnsure } from "./settle-section.ts";

/** Of the 400 KB of a row of DynamoDB; the rest is for what the run adds to it. */
const largestStateBytes = 350 * 1_024;

/**
 * Before anything is written: what each item that is to be adopted is now. Throws {@link RegistrationFailed} where Cliq
 * does not show all of it, or the ledger cannot keep it.
 */
export async function readBefore(
  section: Section,
  { adoptions }: Pick<Changes, "adoptions">,
): Promise<ReadonlyMap<string, Before>> {
  const read = new Map<string, Before>();
  for (const { item, desired } of adoptions) {
    if (hasCredentialOf(item.executionUrl, desired)) {
      section.run.warn(
        `${desired.slug}: "${item.name}" (id ${item.id}) was adopted before, as its URL shows, and the ledger does not know what it was then: it cannot be given back.`,
      );
      continue;
    }
    read.set(item.id, { ...(await readWhole(section.api, item.id, desired)), ...section.run.origin });
  }
  if (read.size > 0 && Buffer.byteLength(JSON.stringify([section.run.state, ...read.values()])) > largestStateBytes)
    throw new RegistrationFailed(
      `The ledger has no room to keep what the ${section.api.noun}s to be adopted are now, with their scripts. Nothing ` +
        "was changed. Adopt one at a time, or take `adopt` out: give one of the two another name.",
    );
  return read;
}

async function readWhole(
  api: ItemApi,
  id: string,
  desired: DesiredItem,
): Promise<Pick<Before, "fields" | "handlers" | "unreadable">> {
  const about = `"${desired.name}" (${desired.slug}) cannot adopt ${id}.`;
  const read = await api.get(id);
  if (!read.ok) throw toRegistrationFailed(about, read.error);
  const { shown } = read.value;
  const fields = api.writable(read.value, desired);
  const missing = fields.filter((field) => shown[field] === undefined || shown[field] === "");
  const types = api.handlersOf(read.value);
  if (types === undefined) missing.push("handlers");
  const held = desired.kind === "deluge" ? "script" : "permissions";
  const handlers: Before["handlers"] = [];
  for (const type of types ?? []) {
    const handler = await api.getHandler(id, type);
    if (!handler.ok) throw toRegistrationFailed(about, handler.error);
    if (handler.value[held] === undefined) missing.push(api.noun === "function" ? `${held} of ${type}` : held);
    handlers.push({ type, [held]: handler.value[held] });
  }
  if (missing.length > 0)
    throw new RegistrationFailed(
      `${about} Cliq does not show its ${missing.join(", ")}, so that it could not be given back as it was. Nothing was ` +
        "changed. Take `adopt` out: give one of the two another name, or delete the other one in Cliq.",
    );
  return {
    fields: Object.fromEntries(fields.map((field) => [field, shown[field]])),
    handlers,
    // No read shows an icon, and nothing takes one away.
    unreadable: hasIcon(desired) ? ["icon, which Cliq does not show"] : [],
  };
}

/**
 * Settles what the event means for items that an earlier one made or adopted. Where it asks for just what was registered
 * before them, as a rollback does, what was adopted is given back, unfinished by any event; what was made to be retained
 * goes only if that event failed here, and else stays, as a rollback cannot be told from a return to the set of before by
 * hand: its name may be wanted. All others were to stay: from now on their deletion policy counts. What is made by a Create
 * stays, too: its rollback is a Delete, which might as well be the end of the stack. What is wanted and unfinished is now
 * this event's.
 */
export async function settleUndone(section: Section, desired: readonly DesiredItem[]): Promise<void> {
  const { run } = section;
  const { delivery, asked } = run;
  const wanted = new Map(desired.map((one) => [one.slug, one]));
  for (const [slug, entry] of Object.entries(section.entries)) {
    const { before, made, kind } = entry;
    const origin = before ?? made;
    if (origin === undefined || origin.delivery === delivery || asked === undefined) continue;
    // What took the place of one of another kind makes room for that again.
    const isWanted = wanted.has(slug) && [undefined, wanted.get(slug)?.kind].includes(kind);
    const isUndone = run.isRollbackOf({ previous: asked, ...origin }) && !isWanted;
    if (entry.phase !== "registered") {
      if (wanted.has(slug))
        await section.record(slug, {
          ...entry,
          before: before && { ...before, delivery },
          made: made && { ...made, delivery },
        });
    } else if (isUndone && (before !== undefined || asked !== "")) {
      const isKept = entry.retained === true || (before === undefined && !run.hasFailed(origin));
      await section.record(slug, { ...entry, phase: "changing", removal: isKept ? "retain" : "delete" });
    } else await section.record(slug, { ...entry, before: undefined, made: undefined });
  }
}

function unescapeTexts(fields: Before["fields"]): Before["fields"] {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, typeof value === "string" ? unescapeText(value) : value]),
  );
}

function isOwn({ run: { origins } }: Section, url: string): boolean {
  return origins.length === 0 || origins.some((origin) => url.startsWith(`${origin}/actions/`));
}

/** Gives back what was adopted, forgets it, and says how that went, as far as it was seen. Throws {@link RegistrationFailed} when it cannot be. */
export async function giveBack(section: Section, slug: string): Promise<string> {
  const { id, before } = section.entries[slug] ?? {};
  if (id === undefined || before === undefined) return "";
  const { api } = section;
  const { fields, handlers, unreadable } = before;
  const about = `"${String(fields.name)}" (id ${id})`;
  const now = await api.get(id);
  const { executionUrl: url } = now.ok ? now.value : {};
  if (url !== undefined && !isOwn(section, url) && unescapeText(url) !== unescapeTexts(fields).execution_url) {
    await section.forget(slug);
    return `${about} was not given back: it has a URL by now that neither this stage nor whoever had it before gave it${URL.canParse(url) ? ` (${new URL(url).origin})` : ""}, and is left as it is.`;
  }
  const write = async (values: Before["fields"]): ReturnType<typeof api.write> => {
    const { name: _taken, ...others } = values;
    const whole = await api.write(id, values);
    // Somebody else may have its name by now.
    return !whole.ok && isNameTaken(whole.error) ? api.write(id, others) : whole;
  };
  const unescaped = unescapeTexts(fields);
  let written = await write(unescaped);
  if (written.ok && !isDeepStrictEqual(unescaped, fields)) {
    const seen = await api.get(id);
    const { name: _taken, ...differing } = seen.ok ? differencesOf(seen.value.shown, fields) : {};
    // Cliq does not escape what it shows: what it showed is what it held.
    if (Object.keys(differing).length > 0) written = await write(fields);
  }
  if (!written.ok && isNotFound(written.error)) {
    const absent = await confirmAbsent(section, new Map([[id, slug]]), new Map());
    if (!absent.has(id))
      throw new RegistrationFailed(`${about} could not be given back: Cliq says that it is not there.`);
    const unsure = await whyUnsure(section, slug, id);
    if (unsure !== undefined) throw new MadeByAnother(`${about} could not be given back: it ${unsure}`);
    // What not everybody sees may be there for whoever adopted it.
    if (fields.scope !== undefined && fields.scope !== "organization")
      throw new MadeByAnother(
        `${about} could not be given back: the access that is stored does not see it. If somebody else gave the access when it was adopted, run ${authorizeAnew} as they.`,
      );
    await section.forget(slug);
    return `${about} could not be given back: somebody has deleted it in Cliq.`;
  }
  if (!written.ok) throw toRegistrationFailed(`${about} could not be given back.`, written.error);
  const differing = await api.restoreHandlers(id, about, handlers);
  const read = await api.get(id);
  if (!read.ok) throw toRegistrationFailed(`Whether ${about} was given back as it was is unknown.`, read.error);
  const lacking = [...Object.keys({ ...differencesOf(read.value.shown, fields), ...differing }), ...unreadable];
  await section.forget(slug);
  if (lacking.length === 0) return "It was given back as it was.";
  return `${about} was given back, but for its ${lacking.join(", ")}: look at it in Cliq.`;
}
