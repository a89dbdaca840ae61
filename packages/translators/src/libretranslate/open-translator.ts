import { connect } from "@cliq-actions/aws/connect";
import type { Translator } from "../translator.ts";
import { translatorConnections } from "../translator-connections.ts";
import { libreTranslator } from "./libre-translator.ts";

const { libretranslate } = connect({ libretranslate: translatorConnections.libretranslate });

/** The translator that the stage has chosen: here a server of LibreTranslate. Call it in the factory of `serveMessageAction`. */
export function openTranslator(): Translator {
  return libreTranslator(libretranslate);
}
