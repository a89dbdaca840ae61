import { awsService } from "@cliq-actions/aws/aws-service";
import { readSettingsOf } from "../read-settings.ts";
import type { Translator } from "../translator.ts";
import { amazonTranslate, amazonTranslator } from "./amazon-translator.ts";

/** The translator that the stage has chosen: here Amazon Translate. Call it in the factory of `serveMessageAction`. */
export function openTranslator(): Translator {
  return amazonTranslator(awsService(amazonTranslate), readSettingsOf("amazon"));
}
