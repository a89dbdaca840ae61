import { awsService } from "@cliq-actions/aws/aws-service";
import { requireEnvironment } from "@cliq-actions/aws/environment";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import action from "./action.ts";
import { amazonTranslate, amazonTranslator } from "./amazon-translator.ts";

/** The Lambda function behind "Translate". */
export const handler = serveMessageAction(action, () => ({
  translator: amazonTranslator(awsService(amazonTranslate)),
  defaultLanguage: requireEnvironment("DEFAULT_LANGUAGE"),
}));
