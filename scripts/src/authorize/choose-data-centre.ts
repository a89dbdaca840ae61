import { type DataCentre, dataCentreCodes } from "@cliq-actions/cliq/data-centres";
import { CannotAuthorize } from "./cannot-authorize.ts";
import type { Prompter } from "../terminal/prompter.ts";
import { parseDataCentre, type Target } from "./target.ts";

/** The data centre to authorize in, and whether infra/stages.ts is to be told. */
export interface DataCentreChoice {
  readonly dataCentre: DataCentre;
  readonly write: boolean;
}

/**
 * Takes the data centre that was given, else asks, else keeps the stage's own. One that differs from infra/stages.ts
 * needs consent, because functions of the stage call the one written there. Throws {@link CannotAuthorize}.
 */
export async function chooseDataCentre(
  target: Target,
  given: { readonly dataCentre: string | undefined; readonly write: boolean },
  prompter: Prompter | undefined,
): Promise<DataCentreChoice> {
  const { configuredDataCentre: configured, stage } = target;
  const dataCentre = parseDataCentre(given.dataCentre ?? (await askDataCentre(configured, prompter)));
  if (dataCentre === configured) return { dataCentre, write: false };
  const difference = `infra/stages.ts says dataCentre "${configured}" for stage ${stage}, not "${dataCentre}"`;
  if (given.write) return { dataCentre, write: true };
  if (prompter !== undefined) {
    const answer = await prompter.ask(`${difference}. Change it there? (yes/no)`, "no");
    if (/^y(es)?$/i.test(answer)) return { dataCentre, write: true };
  }
  throw new CannotAuthorize(
    `${difference}. Authorize in the data centre of your organisation: leave --data-centre out, or change the file, ` +
      "which --write does for you.",
  );
}

async function askDataCentre(configured: DataCentre, prompter: Prompter | undefined): Promise<string> {
  if (prompter === undefined) return configured;
  return prompter.ask(`Data centre of your Zoho account (${dataCentreCodes.join(", ")})`, configured);
}
