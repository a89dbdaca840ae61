import { type Chosen, chosenBy } from "@cliq-actions/infra/stages/choices-of";
import { type DataCentre, dataCentreCodes } from "@cliq-actions/cliq/data-centres";
import type { Stages } from "@cliq-actions/infra/stages/define-stages";
import { parameterPrefixOf, stackNameOf } from "@cliq-actions/infra/stages/stage-names";
import { CannotAuthorize } from "./cannot-authorize.ts";

/** The stage to authorize, as infra/stages.ts has it. */
export interface Target {
  readonly stage: string;
  /** Of its parameters: no slash at the end. */
  readonly prefix: string;
  readonly stackName: string;
  /** What infra/stages.ts says. */
  readonly configuredDataCentre: DataCentre;
  /** The organisation id is still a placeholder. */
  readonly needsOrganization: boolean;
  readonly region: string | undefined;
  /** Which connections its actions use. */
  readonly chosen: Chosen;
}

/** Looks the stage up. Throws {@link CannotAuthorize} naming the stages there are. */
export function chooseTarget({ name: product, stages }: Stages, name: string): Target {
  const stage = Object.hasOwn(stages, name) ? stages[name] : undefined;
  if (stage === undefined) {
    const known = Object.keys(stages).join(", ");
    throw new CannotAuthorize(`Stage "${name.slice(0, 40)}" is not in infra/stages.ts. Known stages: ${known}.`);
  }
  return {
    stage: name,
    prefix: parameterPrefixOf({ product, name }),
    stackName: stackNameOf({ product, name }),
    configuredDataCentre: parseDataCentre(stage.dataCentre),
    needsOrganization: stage.organizationId === "REPLACE_ME",
    region: stage.region,
    chosen: chosenBy(stage),
  };
}

/** A data centre's code in any case. Throws {@link CannotAuthorize} naming the ten. */
export function parseDataCentre(text: string): DataCentre {
  const wanted = text.trim().toUpperCase();
  const found = dataCentreCodes.find((code) => code === wanted);
  if (found !== undefined) return found;
  throw new CannotAuthorize(`Unknown data centre "${text.slice(0, 20)}": use one of ${dataCentreCodes.join(", ")}.`);
}
