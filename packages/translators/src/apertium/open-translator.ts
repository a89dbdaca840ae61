import { connect } from "@cliq-actions/aws/connect";
import type { Translator } from "../translator.ts";
import { translatorConnections } from "../translator-connections.ts";
import { apertiumTranslator } from "./apertium-translator.ts";

const { apertium } = connect({ apertium: translatorConnections.apertium });

/** The translator that the stage has chosen: here a server of Apertium. Call it in the factory of `serveMessageAction`. */
export function openTranslator(): Translator {
  return apertiumTranslator(apertium);
}
