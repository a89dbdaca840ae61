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
  let letGo = (): void => {};

  async function bringUp(fingerprint: string, wanted: Fakes, signal: AbortSignal): Promise<string[] | "same"> {
    const changedFakes = findChangedFakes(fakes, wanted);
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
    letGo();
    letGo = release;
    const after = readContents(aws.find(stackName), cliq);
    [cdkOut, fakes] = [folder, wanted];
    return [...describeContents(before, after), ...changedFakes.map((slug) => `the fake of ${slug} is new`)];
  }

  return {
    async update(signal, onBegin) {
      const fingerprint = await fingerprintSources(root, actionsFolder);
      if (tried === "the first" && cdkOut.endsWith(fingerprint)) tried = fingerprint;
      let hasBegun = false;
      try {
        const wanted = await readFakes(actionsFolder, { allowEgress });
        if (fingerprint === tried && findChangedFakes(fakes, wanted).length === 0) return undefined;
        hasBegun = true;
        onBegin();
        return await bringUp(fingerprint, wanted, signal);
      } catch (error) {
        // What failed is tried again with the next save, whatever is saved: not every cause lies in a file.
        tried = undefined;
        if (!hasBegun) onBegin();
        throw error;
      }
    },
    stop: () => letGo(),
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
