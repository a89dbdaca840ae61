import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { CannotOperate } from "../stage/cannot-operate.ts";
import { type StageId, stackNameOf } from "@cliq-actions/infra/stages/stage-names";

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).optional(),
      Metadata: z.looseObject({ NotAdopted: z.array(z.string()).optional() }).optional(),
    }),
  ),
});

/** What a synthesised template wants registered. */
export interface WantedRegistrations {
  /** Logical id of the custom resource. */
  readonly logicalId: string;
  /** Its properties as CloudFormation hands them on, but for the API's origin, which only a deployed stack has. */
  readonly properties: Readonly<Record<string, string>>;
  /** Logical id of the API whose origin is meant; undefined when the template has the origin itself. */
  readonly api: string | undefined;
  /** Slugs whose `adopt` the stage leaves to one that registers as declared. */
  readonly notAdopted: readonly string[];
}

/** Reads a template file, or a stage's template in a folder that `cdk synth` wrote. Throws {@link CannotOperate}. */
export async function readTemplate(path: string, stage: StageId): Promise<WantedRegistrations> {
  const file = await findTemplate(path, stage);
  const resources = Object.entries(await parseTemplate(file));
  const [logicalId, resource] = resources.find(([, { Type }]) => Type === "Custom::CliqMessageActions") ?? [];
  if (logicalId === undefined)
    throw new CannotOperate(`${file} has no Custom::CliqMessageActions: synthesise stage ${stage.name} again.`);
  const { Manifest, ApiOrigin, CredentialVersion, AssetBucket } = resource?.Properties ?? {};
  if (typeof Manifest !== "string")
    throw new CannotOperate(`${file}: the manifest is not plain text: synthesise stage ${stage.name} again.`);
  const api = (ApiOrigin as { "Fn::GetAtt"?: unknown[] } | undefined)?.["Fn::GetAtt"]?.[0];
  return {
    logicalId,
    properties: {
      Manifest,
      CredentialVersion: String(CredentialVersion),
      ...(typeof ApiOrigin === "string" ? { ApiOrigin } : {}),
      ...(AssetBucket === undefined ? {} : { AssetBucket: "known-to-cloudformation" }),
    },
    api: typeof api === "string" ? api : undefined,
    notAdopted: resource?.Metadata?.NotAdopted ?? [],
  };
}

async function findTemplate(path: string, stage: StageId): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    throw new CannotOperate(`There is no ${path}: name a template, or a folder that cdk synth wrote.`);
  if (!found.isDirectory()) return path;
  const name = `${stackNameOf(stage)}.template.json`;
  if ((await readdir(path)).includes(name)) return join(path, name);
  throw new CannotOperate(`${path} has no ${name}: synthesise stage ${stage.name} into it.`);
}

async function parseTemplate(file: string): Promise<z.output<typeof templateSchema>["Resources"]> {
  try {
    return templateSchema.parse(JSON.parse(await readFile(file, "utf8"))).Resources;
  } catch {
    throw new CannotOperate(`${file} is not a CloudFormation template in JSON.`);
  }
}
