import type { DriftItem, DriftReport } from "@cliq-actions/registrar/drift/drift-report";
import type { DriftAnswer } from "@cliq-actions/registrar/drift/serve-drift";
import { clip } from "../stage/clip.ts";
import { toText } from "../stage/to-text.ts";
import { wrap } from "../stage/wrap.ts";

/** What a check found, for a terminal of 80 columns. */
export function printDrift(stage: string, { outcome, report, found }: DriftAnswer): string {
  if (outcome === "deploying") return `Stage ${stage}: a deployment is under way. Look again when it has ended.`;
  if (report === undefined)
    return `Stage ${stage}: nothing was registered yet. Deploy it first: pnpm cdk deploy -c stage=${stage}`;
  return [
    `Stage ${stage}`,
    "",
    ...(found === undefined ? [] : ["Found", ...toLines(found), "", "After healing"]),
    ...toLines(report),
    ...toUnverifiable(report),
    "",
    ...wrap(summarise(outcome, report)),
  ].join("\n");
}

function toLines({ items, orphans, lookAlikes }: DriftReport): string[] {
  return [
    ...items.flatMap(toItemLines),
    ...orphans.flatMap(({ id, name, kind }) =>
      wrap(
        `orphan      "${name}" (${kind} ${id}): it posts to this stage's URLs, and the ledger does not know it.`,
        "  ",
        12,
      ),
    ),
    ...lookAlikes.flatMap(({ id, name, like, creator = "somebody" }) =>
      wrap(`look-alike  "${name}" (${id}) by ${creator} is called nearly like ${like}. It was left alone.`, "  ", 12),
    ),
  ];
}

function toItemLines({ state, slug, name, id, fields }: DriftItem): string[] {
  const details = fields
    .filter(({ verdict }) => verdict === "drifted")
    .flatMap(({ field, wanted, held }) =>
      wrap(`${field.padEnd(18)} ${toText(wanted)} → ${toText(held)}`, "      ", 19),
    );
  const gone = state === "missing" && id !== undefined ? [`      Gone from Cliq (id ${id}).`] : [];
  return [`  ${state.padEnd(11)} ${clip(slug, 28).padEnd(28)} ${name}`.trimEnd(), ...details, ...gone];
}

/** What nobody can say, once for all items. */
function toUnverifiable({ items }: DriftReport): string[] {
  const fields = new Set(
    items.flatMap((item) => item.fields.filter(({ verdict }) => verdict === "unverifiable").map(({ field }) => field)),
  );
  return fields.size === 0
    ? []
    : ["", ...wrap(`Cliq's lists do not show, so nobody can say: ${[...fields].join(", ")}.`)];
}

function summarise(outcome: DriftAnswer["outcome"], { items, orphans }: DriftReport): string {
  const different = items.filter(({ state }) => state !== "same").length;
  const left =
    orphans.length === 0
      ? ""
      : ` ${orphans.length} orphan${orphans.length === 1 ? "" : "s"} (pnpm cliq clean --origin removes them).`;
  if (outcome === "healed") return "Cliq holds again what was registered.";
  if (outcome === "same") return "Cliq holds what was registered, as far as it shows.";
  if (different === 0) return `Cliq holds what was registered, as far as it shows, and more:${left}`;
  return `${different} of ${items.length} differ.${left} The next deployment, or pnpm cliq drift --heal, puts them right.`;
}
