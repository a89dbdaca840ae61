import { requireEnvironment } from "@cliq-actions/aws/environment";
import { NotConfigured } from "@cliq-actions/aws/not-configured";
import type { TranslationOptions, TranslatorSettings } from "./translator-settings.ts";

/** What the stage says of its translator, whichever it is. Call it in the factory of `serveMessageAction`. */
export function readTranslationOptions(): TranslationOptions {
  return JSON.parse(requireEnvironment("TRANSLATOR")) as TranslatorSettings;
}

/** What the stage says of a translator of this kind, which the function was bundled for. */
export function readSettingsOf<Kind extends TranslatorSettings["kind"]>(
  kind: Kind,
): Extract<TranslatorSettings, { kind: Kind }> {
  const settings = JSON.parse(requireEnvironment("TRANSLATOR")) as TranslatorSettings;
  if (settings.kind === kind) return settings as Extract<TranslatorSettings, { kind: Kind }>;
  throw new NotConfigured(`TRANSLATOR is of the kind ${settings.kind}, and this function was bundled for ${kind}`);
}
