import { TranslateClient } from "@aws-sdk/client-translate";
import { requireEnvironment } from "@cliq-actions/aws/environment";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import { sdkLimits } from "@cliq-actions/aws/sdk-limits";
import action from "./action.ts";
import { amazonTranslator } from "./amazon-translator.ts";

/** The Lambda function behind "Translate". */
export const handler = serveMessageAction(action, () => ({
  translator: amazonTranslator(new TranslateClient(sdkLimits)),
  defaultLanguage: requireEnvironment("DEFAULT_LANGUAGE"),
}));
