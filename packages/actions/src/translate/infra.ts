import { Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { ListLanguagesCommandOutput } from "@aws-sdk/client-translate";
import type { ActionSite, ExaminePlace, PlaceFinding } from "@cliq-actions/infra/action-site";
import { languages, toTargetLanguage } from "./action.ts";

/**
 * What the stage says of its translator, and for Amazon Translate leave to translate, and to find out the language of a text, which Amazon Translate asks Amazon Comprehend for. Refuses a
 * stage whose language it does not have: nothing could be translated there for those whose own is unknown.
 */
export default function addTranslation({ handler, stage }: ActionSite): void {
  const language = toTargetLanguage(stage.defaultLanguage, "");
  handler.addEnvironment("DEFAULT_LANGUAGE", language);
  handler.addEnvironment("TRANSLATOR", JSON.stringify(stage.translator));
  if (stage.translator.kind !== "amazon") return;
  if (!languages.has(language)) {
    const has = [...languages.keys()].toSorted().join(", ");
    throw new Error(
      `Amazon Translate has no "${stage.defaultLanguage}", the defaultLanguage of this stage. It has ${has}.`,
    );
  }
  handler.addToRolePolicy(
    new PolicyStatement({
      actions: ["translate:TranslateText", "comprehend:DetectDominantLanguage"],
      resources: ["*"],
    }),
  );
  Validations.of(handler.role ?? handler).acknowledge({
    id: "AwsSolutions-IAM5[Resource::*]",
    reason:
      'translate:TranslateText and comprehend:DetectDominantLanguage have no resource types, so "*" is all a policy can name.',
  });
}

/** Whether Amazon Translate is where the stage is, with the stage's language: not every region has it. */
export const examine: ExaminePlace = async ({ stage, region }) => {
  if (stage.translator.kind !== "amazon")
    return { verdict: "ok", says: `the stage translates with another system: ${stage.translator.kind}` };
  try {
    const known = await listLanguages(region);
    const language = toTargetLanguage(stage.defaultLanguage, "");
    if (!known.has(language))
      return {
        verdict: "fail",
        says: `Amazon Translate has no "${language}" in ${region}`,
        remedy: `Give the stage another defaultLanguage: ${[...known].toSorted().join(", ")}.`,
      };
    const lacking = [...languages.keys()].filter((code) => !known.has(code));
    if (lacking.length > 0)
      return {
        verdict: "warn",
        says: `Amazon Translate has no ${lacking.join(", ")} in ${region}: who reads that gets "${language}"`,
        remedy: "Deploy the stage in a region that has them, where that matters.",
      };
    return { verdict: "ok", says: `Amazon Translate has ${known.size} languages in ${region}, "${language}" is one` };
  } catch (error) {
    return explain(error, region);
  }
};

async function listLanguages(region: string): Promise<Set<string>> {
  // Loaded here: every synthesis reads this file, and only the doctor asks.
  const { ListLanguagesCommand, TranslateClient } = await import("@aws-sdk/client-translate");
  const client = new TranslateClient({ region, maxAttempts: 2 });
  const known = new Set<string>();
  try {
    for (let NextToken: string | undefined; ;) {
      const command = new ListLanguagesCommand({ MaxResults: 500, NextToken });
      const page: ListLanguagesCommandOutput = await client.send(command);
      for (const { LanguageCode } of page.Languages ?? []) if (LanguageCode !== undefined) known.add(LanguageCode);
      NextToken = page.NextToken;
      if (NextToken === undefined) return known;
    }
  } finally {
    client.destroy();
  }
}

function explain(error: unknown, region: string): PlaceFinding {
  const { name, code } = error as { name?: unknown; code?: unknown };
  // A region without the service has no address for it.
  if (code === "ENOTFOUND")
    return {
      verdict: "fail",
      says: `Amazon Translate is not in ${region}`,
      remedy: "Deploy the stage in a region that has it, or leave this action out.",
    };
  if (name === "AccessDeniedException")
    return {
      verdict: "warn",
      says: "whether Amazon Translate has the stage's language cannot be told with these AWS credentials",
      remedy: "Allow yourself translate:ListLanguages, or see that the action works.",
    };
  throw error;
}
