import { InvalidStage } from "./invalid-stage.ts";
import { createHash } from "node:crypto";

/** Characters of a suffix; ten are left of Cliq's thirty for the name itself. */
export const longestSuffix = 20;

/** What a stage other than production adds to the names of its actions; of its own for every stage, however long its name. */
export function suffixOf(stageName: string): string {
  const plain = ` (${stageName})`;
  if (plain.length <= longestSuffix) return plain;
  const digest = createHash("sha256").update(stageName).digest("hex").slice(0, 5);
  return ` (${stageName.slice(0, 11)}-${digest})`;
}

interface Named {
  readonly organizationId: string;
  readonly production?: boolean | undefined;
  readonly registration?: { readonly nameSuffix?: string | undefined } | undefined;
}

/** Throws when another stage of the same organisation gives its actions the same names. */
export function refuseSharedNames(stages: Readonly<Record<string, Named>>, name: string): void {
  const own = stages[name];
  const twin = Object.keys(stages).find(
    (other) =>
      other !== name &&
      stages[other]?.organizationId === own?.organizationId &&
      nameSuffixOf(stages, other) === nameSuffixOf(stages, name),
  );
  if (twin === undefined) return;
  throw new InvalidStage(
    `infra/stages.ts: the stages "${name}" and "${twin}" give actions of one organisation the same names: ` +
      "set registration.nameSuffix of one of them.",
  );
}

function nameSuffixOf(stages: Readonly<Record<string, Named>>, name: string): string {
  const stage = stages[name];
  if (stage?.registration !== undefined) return stage.registration.nameSuffix ?? "";
  return stage?.production ? "" : suffixOf(name);
}
