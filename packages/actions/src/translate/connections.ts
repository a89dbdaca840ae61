import { defineConnections } from "@cliq-actions/core";
import { translatorConnections } from "@cliq-actions/translators/translator-connections";

/** The translators outside AWS; a stage has the one that its `translator` in infra/stages.ts chooses. */
export default defineConnections(translatorConnections);
