import { requireEnvironment } from "@cliq-actions/aws/environment";
import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import { openTranslator } from "@cliq-actions/translators/open-translator";
import { readTranslationOptions } from "@cliq-actions/translators/read-settings";
import action from "./action.ts";

/** The Lambda function behind "Translate". */
export const handler = serveMessageAction(action, () => ({
  translator: openTranslator(),
  options: readTranslationOptions(),
  defaultLanguage: requireEnvironment("DEFAULT_LANGUAGE"),
}));
