import { readFakes } from "@cliq-actions/local-aws";
import type { Booted } from "./boot.ts";
import { fingerprintSources } from "./fingerprint-sources.ts";
import { readTemplate } from "./read-assembly.ts";
import type { AppRun } from "./run-app.ts";
import { describeContents, readContents } from "./stack-contents.ts";
import { synthesise, useAssembly } from "./synthesise.ts";

type Fakes = Booted["deployment"]["fakes"];

/** Brings the running stack to the sources as they are. */
export interface StackUpdates {
  /**
   * What differs since, in words; "same" where what runs is what was saved. Undefined, without a word to `onBegin`, where
   * nothing was saved that a stack is made of. On a failure what ran goes on.
   */
  update(signal: AbortSignal, onBegin: () => void): Promise<string[] | "same" | undefined>;
  /** Lets go of what was deployed. */
  stop(): void;
}

/** Updates the stack that was booted; `root` is the repository's. */
export function updateStacks(
  { aws, cliq, stack: { stackName }, actionsFolder, deployment }: Booted,
  options: { readonly root: string; readonly allowEgress: boolean; readonly run: (run: AppRun) => Promise<void> },
): StackUpdates {
  const { root, allowEgress, run } = options;
  let { cdkOut, fakes } = deployment;
  /** Of the last try: undefined where it could not even be read. */
  let tried: string | undefined = "the first";
  /** Of the last two: functions of the one before may still run. */
  let marks: (() => void)[] = [];

  return {
    async update(signal, onBegin) {
      const fingerprint = await fingerprintSources(root, actionsFolder);
      const wanted = await readFakes(actionsFolder, { allowEgress }).catch((error: unknown) => {
        tried = undefined;
        onBegin();
        throw error;
      });
      const changedFakes = findChangedFakes(fakes, wanted);
      if (tried === "the first" && cdkOut.endsWith(fingerprint)) tried = fingerprint;
      if (fingerprint === tried && changedFakes.length === 0) return undefined;
      onBegin();
      tried = fingerprint;
      const { folder } = await synthesise({ root, actionsFolder, signal, run });
      const isSame = (await readTemplate(folder)).text === (await readTemplate(cdkOut)).text;
      if (isSame && changedFakes.length === 0) return "same";
      const before = readContents(aws.find(stackName), cliq);
      const release = useAssembly(folder);
      try {
        await aws.deploy({ cdkOut: folder, environment: deployment.environment, fakes: wanted });
      } catch (error) {
        release();
        throw error;
      }
      marks = [...marks, release];
      marks.splice(0, marks.length - 2).forEach((letGo) => letGo());
      const after = readContents(aws.find(stackName), cliq);
      [cdkOut, fakes] = [folder, wanted];
      return [...describeContents(before, after), ...changedFakes.map((slug) => `the fake of ${slug} is new`)];
    },
    stop() {
      for (const letGo of marks) letGo();
    },
  };
}

/** Slugs whose fakes or connections are others: a module that was not read again is the same. */
function findChangedFakes(before: Fakes, after: Fakes): string[] {
  const slugs = new Set([...before, ...after].map(({ slug }) => slug));
  return [...slugs].filter((slug) => {
    const [was, is] = [before, after].map((all) => all.find((one) => one.slug === slug));
    return was?.fakes !== is?.fakes || JSON.stringify(was?.connections) !== JSON.stringify(is?.connections);
  });
}
