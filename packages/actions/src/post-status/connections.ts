import { defineConnections } from "@cliq-actions/core";

/** The status page's API, and the key it asks for: `pnpm cliq secret put --stage dev post-status/api-key`. */
export default defineConnections({
  statusPage: { origin: "https://api.statuspage.example", secret: "api-key" },
});
