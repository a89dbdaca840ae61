import type { DiscoveredAction } from "./discovery/discover-actions.ts";
import {
  type ActionAssets,
  type AssetReference,
  declarationLimits,
  type FunctionDeclaration,
  type Manifest,
  type ManifestAction,
  type ManifestFunction,
  toManifestAction,
  toManifestFunction,
} from "@cliq-actions/core";
import type { Stage } from "./stages/define-stages.ts";
import { InvalidStage } from "./stages/invalid-stage.ts";

/** The name that a function of an action has in Cliq in a stage. */
export function registeredNameOf({ name }: FunctionDeclaration, { registration: { nameSuffix = "" } }: Stage): string {
  return withSuffix(name, nameSuffix);
}

/** Makes a file an asset of the deployment, under a construct id. */
export type PublishFile = (id: string, path: string) => AssetReference;

/** What the stage wants Cliq to hold: every discovered action and its functions, in the stage's scope and with its suffix. */
export function toManifest(actions: readonly DiscoveredAction[], stage: Stage, publish: PublishFile): Manifest {
  const { scope, nameSuffix = "" } = stage.registration;
  const entries = actions.map((found) => {
    const { team_ids: teamIds, ...rest } = toManifestAction(found.slug, found.action, toAssets(found, publish));
    const name = withSuffix(rest.name, nameSuffix);
    if (scope !== undefined) return { ...rest, name, scope };
    return { ...rest, name, ...(teamIds === undefined ? {} : { team_ids: teamIds }) };
  });
  const functions = actions.flatMap(toFunctions).map((one) => ({ ...one, name: withSuffix(one.name, nameSuffix) }));
  const keep = <T extends ManifestAction | ManifestFunction>(one: T): T => (mayAdopt(stage) ? one : withoutAdopt(one));
  checkNames(entries, nameSuffix);
  checkNames(functions, nameSuffix);
  return {
    version: 1,
    actions: entries.map(keep),
    ...(functions.length === 0 ? {} : { functions: functions.map(keep) }),
  };
}

/** One id is one stage's alone, and `adopt` stands in code that every stage has: who registers as declared takes it over. */
function mayAdopt({ registration: { scope, nameSuffix = "" } }: Stage): boolean {
  return scope === undefined && nameSuffix === "";
}

function withoutAdopt<T extends ManifestAction | ManifestFunction>(one: T): T {
  const { adopt: _elsewhere, ...rest } = one;
  return rest as T;
}

/** Of what declares `adopt`, the slugs that the stage makes an item of its own for. */
export function findNotAdopted(actions: readonly DiscoveredAction[], stage: Stage): readonly string[] {
  if (mayAdopt(stage)) return [];
  return actions.flatMap((found) => [
    ...(found.action.adopt === undefined ? [] : [found.slug]),
    ...toFunctions(found).flatMap(({ slug, adopt }) => (adopt === undefined ? [] : [slug])),
  ]);
}

function toFunctions({ slug, action }: DiscoveredAction): ManifestFunction[] {
  if (action.kind !== "message-action") return [];
  return Object.entries(action.functions ?? {}).map(([key, declared]) => toManifestFunction(slug, key, declared));
}

function toAssets(found: DiscoveredAction, publish: PublishFile): ActionAssets {
  return {
    ...(found.image === undefined ? {} : { image: publish(`${found.slug}-image`, found.image) }),
    ...("script" in found ? { script: publish(`${found.slug}-script`, found.script) } : {}),
  };
}

/** The name with the stage's suffix, within Cliq's limit and without half a character at the cut. */
function withSuffix(name: string, suffix: string): string {
  const room = name.slice(0, declarationLimits.nameChars - suffix.length);
  return `${room.replace(/[\uD800-\uDBFF]$/, "").trimEnd()}${suffix}`;
}

/** Two names that differ only beyond the cut would collide in Cliq once the suffix is on. */
function checkNames(entries: readonly { readonly slug: string; readonly name: string }[], nameSuffix: string): void {
  for (const { slug, name } of entries) {
    const other = entries.find((entry) => entry.slug !== slug && entry.name === name);
    if (other === undefined) continue;
    throw new InvalidStage(
      `"${slug}" and "${other.slug}" are both called "${name}" with the stage's suffix "${nameSuffix}": shorten it.`,
    );
  }
}
