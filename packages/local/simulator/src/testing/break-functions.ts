import { cp, glob, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SynthesisedAlarm } from "@cliq-actions/infra/testing/evaluate-alarm";

/** How every function of a stack fails at once. */
export type Failure = "killed" | "unstartable" | "outOfTime" | "throttled" | "misconfigured" | "stripped";

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/** An assembly whose functions can be made to fail in ways that their own code knows nothing of. */
export interface BreakableAssembly {
  readonly folder: string;
  /** Every alarm, by logical id. */
  readonly alarms: readonly (SynthesisedAlarm & { readonly AlarmDescription: string })[];
  /** Logical id of the HTTP API. */
  readonly apiId: string;
  /** Writes the template in which every function fails so; what to deploy it with. */
  break(failure: Failure): Promise<{ cdkOut: string; environment: Record<string, string> }>;
}

/** Stands in front of a bundle: nothing else about the function changes. */
const front = `
if (process.env.FAILURE === "unstartable") throw new Error("This deployment cannot start.");
const { handler: whole } = await import("./whole.mjs");
export const handler = (event, context) => {
  if (process.env.FAILURE === "killed") process.kill(process.pid, "SIGKILL");
  if (process.env.FAILURE === "outOfTime") return new Promise(() => setInterval(() => {}, 1000));
  return whole(event, context);
};`;

/** Copies an assembly to a folder of the test's own and puts a front before each of its functions. */
export async function toBreakable(assembly: string, folder: string): Promise<BreakableAssembly> {
  await cp(assembly, folder, { recursive: true });
  for await (const bundle of glob("asset.*/index.mjs", { cwd: folder })) {
    await rename(join(folder, bundle), join(folder, bundle, "../whole.mjs"));
    await writeFile(join(folder, bundle), front);
  }
  const [name = ""] = (await readdir(folder)).filter((file) => file.endsWith(".template.json"));
  const whole = await readFile(join(folder, name), "utf8");
  const { Resources: resources } = JSON.parse(whole) as { Resources: Record<string, Resource> };
  const ofType = (type: string): [string, Resource][] =>
    Object.entries(resources).filter(([, resource]) => resource.Type === type);
  return {
    folder,
    alarms: ofType("AWS::CloudWatch::Alarm").map(([, { Properties }]) => Properties as never),
    apiId: ofType("AWS::ApiGatewayV2::Api")[0]?.[0] ?? "",
    async break(failure) {
      // A published version never changes: what is to differ is another one.
      const versions = ofType("AWS::Lambda::Version").map(([id]) => id);
      const renamed = versions.reduce((text, id) => text.replaceAll(`"${id}"`, `"${id}${failure}"`), whole);
      const template = JSON.parse(renamed) as { Resources: Record<string, Resource> };
      for (const { Type, Properties } of Object.values(template.Resources)) {
        if (Type === "AWS::Lambda::Function") spoil(Properties, failure);
      }
      await writeFile(join(folder, name), JSON.stringify(template));
      return { cdkOut: folder, environment: { FAILURE: failure } };
    },
  };
}

function spoil(properties: Record<string, unknown>, failure: Failure): void {
  if (failure === "outOfTime") properties["Timeout"] = 1;
  if (failure === "throttled") properties["ReservedConcurrentExecutions"] = 0;
  if (failure === "stripped") properties["Environment"] = { Variables: {} };
  if (failure !== "misconfigured") return;
  const { STAGE, METRIC_NAMESPACE } = (properties["Environment"] as { Variables: Record<string, string> }).Variables;
  properties["Environment"] = { Variables: { STAGE, METRIC_NAMESPACE } };
}
