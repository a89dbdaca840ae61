import { defineConnections } from "@cliq-actions/core";
import { deskConnections } from "@cliq-actions/desks/desk-connections";

/** The desks outside AWS; a stage has the one that its `desk` in infra/stages.ts chooses. */
export default defineConnections(deskConnections);
