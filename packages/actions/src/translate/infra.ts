import { Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { ActionSite } from "@cliq-actions/infra/action-site";
import { languages, toTargetLanguage } from "./action.ts";

/**
 * Leave to translate, and to find out the language of a text, which Amazon Translate asks Amazon Comprehend for. Refuses a
 * stage whose language it does not have: nothing could be translated there for those whose own is unknown.
 */
export default function addTranslation({ handler, stage }: ActionSite): void {
  const language = toTargetLanguage(stage.defaultLanguage, "");
  if (!languages.has(language)) {
    const has = [...languages].toSorted().join(", ");
    throw new Error(
      `Amazon Translate has no "${stage.defaultLanguage}", the defaultLanguage of this stage. It has ${has}.`,
    );
  }
  handler.addEnvironment("DEFAULT_LANGUAGE", language);
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
