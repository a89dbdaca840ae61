import { connect } from "@cliq-actions/aws/connect";
import { readSettingsOf } from "../read-settings.ts";
import type { Translator } from "../translator.ts";
import { translatorConnections } from "../translator-connections.ts";
import { deeplTranslator } from "./deepl-translator.ts";

const { deepl } = connect({ deepl: translatorConnections.deepl });

/** The translator that the stage has chosen: here DeepL. Call it in the factory of `serveMessageAction`. */
export function openTranslator(): Translator {
  return deeplTranslator(deepl, readSettingsOf("deepl"));
}
