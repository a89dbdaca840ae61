import type { ExaminePlace } from "@cliq-actions/infra/action-site";
import type { Stage } from "@cliq-actions/infra/stages/define-stages";
import type { StageAws } from "../stage/stage-aws.ts";
import type { Examination, Known } from "./examination.ts";

/** Lets every action that has an `examine` in its `infra.ts` look at the place where the stage is. */
export async function examineActions(
  examination: Examination,
  {
    known,
    account,
  }: { readonly known: Known<{ stage: Stage; aws: Pick<StageAws, "ssm"> }>; readonly account: Known<unknown> },
  actions: readonly { readonly slug: string; readonly examine?: ExaminePlace }[],
): Promise<void> {
  for (const { slug, examine } of actions) {
    if (examine === undefined) continue;
    await examination.look(`place of ${slug}`, { known, account }, async ({ known: { stage, aws } }) => {
      const { name, production, defaultLanguage, desk, translator } = stage;
      const region = stage.region ?? (await aws.ssm.config.region());
      return await examine({ stage: { name, production, defaultLanguage, desk, translator }, region });
    });
  }
}
