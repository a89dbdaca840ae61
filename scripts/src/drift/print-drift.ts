import { type DriftItem, type DriftReport, isWritable } from "@cliq-actions/registrar/drift/find-drift";
import type { DriftAnswer } from "@cliq-actions/registrar/drift/serve-drift";
import { clip } from "../stage/clip.ts";
import { toText } from "../stage/to-text.ts";
import { wrap } from "../stage/wrap.ts";

/** Whose drift it is. */
export interface DriftOf {
  readonly stage: string;
  /** Of the deployed API. */
  readonly apiOrigin: string;
}

/** What a check found, for a terminal of 80 columns; arrows go from what Cliq holds to what is declared, as in a plan. */
export function printDrift(of: DriftOf, { outcome, report, found }: DriftAnswer): string {
  const { stage } = of;
  if (outcome === "deploying")
    return `Stage ${stage}: a deployment is under way. When it has ended: pnpm cliq drift --stage ${stage}`;
  if (report === undefined)
    return `Stage ${stage}: its ledger does not tell what was registered, which a deployment of this release writes: pnpm cdk deploy -c stage=${stage}`;
  return [
    `Stage ${stage}`,
    "",
    ...(found === undefined ? [] : ["Found", ...toLines(found), "", "After healing"]),
    ...toLines(report),
    ...toUnverifiable(report),
    "",
    ...summarise(of, outcome, report),
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

function toItemLines({ state, slug, name, id, fields, maker }: DriftItem): string[] {
  const details = fields
    .filter(({ verdict }) => verdict === "drifted")
    .flatMap(({ field, wanted, held }) =>
      wrap(`${field.padEnd(18)} ${toText(held)} → ${toText(wanted)}`, "      ", 19),
    );
  const gone = state === "missing" && id !== undefined ? [`      Not in Cliq's list (id ${id}).`] : [];
  const unseen = state === "unseen" ? wrap(whyUnseen(maker, id), "      ") : [];
  return [`  ${state.padEnd(11)} ${clip(slug, 28).padEnd(28)} ${name}`.trimEnd(), ...details, ...gone, ...unseen];
}

function whyUnseen(maker = "whoever made it", id = "unknown"): string {
  return `Cliq does not show it (id ${id}) to the access that is stored. Only that of its maker tells whether it is there: ${maker === "whoever made it" ? maker : `the user ${maker}`}.`;
}

/** What was not compared, once for all items. */
function toUnverifiable({ items }: DriftReport): string[] {
  const fields = new Set(
    items.flatMap((item) => item.fields.filter(({ verdict }) => verdict === "unverifiable").map(({ field }) => field)),
  );
  return fields.size === 0
    ? []
    : ["", ...wrap(`Not compared, because Cliq did not show it: ${[...fields].join(", ")}.`)];
}

/** What it comes to, and the commands to go on with, each whole on a line of its own. */
function summarise(
  { stage, apiOrigin }: DriftOf,
  outcome: DriftAnswer["outcome"],
  { items, orphans }: DriftReport,
): string[] {
  const different = items.filter(({ state }) => state !== "same" && state !== "unseen");
  const unseen = items.filter(({ state }) => state === "unseen").length;
  const switchedOff = different.filter((item) => !isWritable(item)).length;
  const same = "Cliq holds what was registered, as far as it shows";
  const parts = [
    different.length > 0 ? `${different.length} of ${items.length} differ.` : "",
    switchedOff > 0
      ? `No call of Cliq's API changes a status: enable ${switchedOff === 1 ? "it" : "them"} in Cliq.`
      : "",
    orphans.length > 0 ? `${orphans.length} ${orphans.length === 1 ? "orphan" : "orphans"}.` : "",
  ];
  if (outcome === "healed") return ["Cliq holds again what was registered, as far as it shows."];
  if (outcome === "same") return [`${same}.`];
  return [
    ...wrap(
      [
        ...(different.length === 0 ? [orphans.length > 0 ? `${same}, and more.` : `${same} to this access.`] : []),
        ...parts.filter((part) => part !== ""),
      ].join(" "),
    ),
    ...(unseen > 0
      ? [
          ...wrap(`${unseen} of ${items.length} not shown to this access. With that of their maker:`),
          `  pnpm cliq authorize --stage ${stage} --rotate`,
          "If it is theirs already, what is not shown is gone. To make it anew:",
          `  pnpm cliq drift --stage ${stage} --heal`,
        ]
      : []),
    ...(different.length > switchedOff
      ? ["To write back what was registered:", `  pnpm cliq drift --stage ${stage} --heal`]
      : []),
    ...(orphans.length > 0
      ? ["To list what could be removed, and remove it:", `  pnpm cliq clean --stage ${stage} --origin ${apiOrigin}`]
      : []),
  ];
}
