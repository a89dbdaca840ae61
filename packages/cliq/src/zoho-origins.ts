import { ActionsError } from "@cliq-actions/core";
import { type DataCentre, dataCentreCodes, dataCentres } from "./data-centres.ts";

/** The two origins credentials may travel to. No path, no trailing slash. */
export interface ZohoOrigins {
  readonly cliq: string;
  readonly accounts: string;
}

/** A data centre or an origin that cannot be used; the message names the setting and what it may be. */
export class InvalidOrigin extends ActionsError {
  readonly code = "misconfigured";
}

/**
 * The origins of a data centre. For tests and the simulator each can be replaced, by an https origin or by
 * http on this machine, and by nothing else: a token must not travel in the clear.
 */
export function toZohoOrigins(settings: {
  dataCentre: string;
  cliqOrigin?: string;
  accountsOrigin?: string;
}): ZohoOrigins {
  const known = parseDataCentre(settings.dataCentre);
  return {
    cliq: settings.cliqOrigin === undefined ? known.cliq : parseOrigin("CLIQ_ORIGIN", settings.cliqOrigin),
    accounts:
      settings.accountsOrigin === undefined
        ? known.accounts
        : parseOrigin("ZOHO_ACCOUNTS_ORIGIN", settings.accountsOrigin),
  };
}

function parseDataCentre(code: string): ZohoOrigins {
  const found = dataCentreCodes.find((known) => known === code);
  if (found !== undefined) return dataCentres[found satisfies DataCentre];
  throw new InvalidOrigin(`Unknown data centre "${code.slice(0, 20)}": use one of ${dataCentreCodes.join(", ")}.`);
}

const thisMachine = new Set(["127.0.0.1", "localhost", "[::1]"]);

function parseOrigin(setting: string, value: string): string {
  const url = URL.parse(value);
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && thisMachine.has(url.hostname));
  // Whole: a path, a query or a user would stand in the address beside its origin.
  if (isSafe && url.href === `${url.origin}/`) return url.origin;
  throw new InvalidOrigin(`${setting} must be an https origin without a path (http only on 127.0.0.1 or localhost).`);
}
