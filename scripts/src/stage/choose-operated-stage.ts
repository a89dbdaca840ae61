import ownStages from "@cliq-actions/infra/stages";
import { chooseStage, type Stage, type Stages } from "@cliq-actions/infra/stages/define-stages";
import { CannotOperate } from "./cannot-operate.ts";

/** The stage a verb is about, as infra/stages.ts has it. Throws {@link CannotOperate} with the sentence of what is wrong. */
export function chooseOperatedStage(name: string, stages: Stages = ownStages): Stage {
  try {
    return chooseStage(stages, name);
  } catch (error) {
    throw new CannotOperate(error instanceof Error ? error.message : String(error));
  }
}
