import type { DataCentre } from "@cliq-actions/cliq/data-centres";
import { apiConsoles } from "./api-consoles.ts";

/** How to get a client's id and secret, for a person at a terminal. */
export function clientInstructions(dataCentre: DataCentre): string {
  return `
Open ${apiConsoles[dataCentre]} as a Zoho user who may manage message actions: Cliq shows that person as their
creator. Choose Self Client (create it if there is none); its tab "Client Secret" shows both values.`;
}

/** How to get a grant code, with the exact scopes. */
export function grantInstructions(dataCentre: DataCentre, scopes: readonly string[]): string {
  return `
In the self client's tab "Generate Code" (${apiConsoles[dataCentre]}) paste these scopes exactly:

  ${scopes.join(",")}

${casingTrap(scopes)}
Choose the longest time offered (a grant code lives 3 minutes unless told, and works once), describe it as you like,
and pick your Cliq organisation if asked.`;
}

/** What to try when scopes are refused: Zoho's documents spell them in two ways, and whether case matters is INFERRED not. */
export function casingTrap(scopes: readonly string[]): string {
  const other = scopes.map((scope) => scope.replace("messageactions", "MessageActions")).join(",");
  return `Upper and lower case is a trap: Zoho's documents spell these scopes in two ways. If they are refused, try

  ${other}
`;
}
