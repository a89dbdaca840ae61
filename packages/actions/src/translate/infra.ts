import { Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { ActionSite } from "@cliq-actions/infra/action-site";

/** Leave to translate, and to find out the language of a text, which Amazon Translate asks Amazon Comprehend for. */
export default function addTranslation({ handler, stage }: ActionSite): void {
  handler.addEnvironment("DEFAULT_LANGUAGE", stage.defaultLanguage);
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
