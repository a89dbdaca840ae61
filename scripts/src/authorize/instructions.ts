import type { DataCentre } from "@cliq-actions/cliq/data-centres";
import { apiConsoles } from "./api-consoles.ts";

/** How to get a client's id and secret, for a person at a terminal. */
export function clientInstructions(dataCentre: DataCentre): string {
  return `
Sign in at ${apiConsoles[dataCentre]} as the Zoho user to whom the message actions will belong:
Cliq shows that person as their creator.
Choose Self Client. The first time: GET STARTED (or ADD CLIENT), then CREATE NOW below Self Client, CREATE, OK.
The tab "Client Secret" shows the Client ID and the Client Secret.`;
}

/** How to get a grant code, with the exact scopes. */
export function grantInstructions(dataCentre: DataCentre, scopes: readonly string[]): string {
  return `
In the self client's tab "Generate Code" (${apiConsoles[dataCentre]}) paste this line into "Scope":

  ${scopes.join(",")}

Choose the longest "Time Duration" (a code lives 3 minutes unless told, and works once), write any "Scope
Description", and press CREATE. If it asks for a portal, choose Cliq and your organisation, and press CREATE again.

${casingTrap(scopes)}`;
}

/** How to get a grant code for Zoho Desk, of the same client. */
export function deskGrantInstructions(dataCentre: DataCentre, scopes: readonly string[]): string {
  return `
In the self client's tab "Generate Code" (${apiConsoles[dataCentre]}), as a user who may work on
the department's tickets, paste this line into "Scope" for a second code, which is for Zoho Desk:

  ${scopes.join(",")}

Choose the longest "Time Duration" and press CREATE. If it asks for a portal, choose Desk and the portal of the
tickets, and press CREATE again.
`;
}

/** What to try when scopes are refused: Zoho's documents spell them in two ways, and whether case matters is INFERRED not. */
export function casingTrap(scopes: readonly string[]): string {
  return `If Zoho refuses the scopes, try its documents' other spelling of them:

  ${toOtherSpelling(scopes).join(",")}
`;
}

/** The same scopes with the upper case letters that some of Zoho's documents have. */
export function toOtherSpelling(scopes: readonly string[]): readonly string[] {
  return scopes.map((scope) => scope.replace("messageactions", "MessageActions"));
}
