/**
 * Where each Zoho data centre lives. Accounts: Zoho's multi-DC page (CONFIRMED for US to SA and UK; CN by the CRM page).
 * Cliq: its REST page (CONFIRMED for US to JP and CN), public integrations for CA, SA and UK.
 * `api_domain` of a token answer is not Cliq's host, and no host is ever built from an event: this table decides.
 */
export const dataCentres = {
  US: { accounts: "https://accounts.zoho.com", cliq: "https://cliq.zoho.com" },
  EU: { accounts: "https://accounts.zoho.eu", cliq: "https://cliq.zoho.eu" },
  IN: { accounts: "https://accounts.zoho.in", cliq: "https://cliq.zoho.in" },
  AU: { accounts: "https://accounts.zoho.com.au", cliq: "https://cliq.zoho.com.au" },
  JP: { accounts: "https://accounts.zoho.jp", cliq: "https://cliq.zoho.jp" },
  CA: { accounts: "https://accounts.zohocloud.ca", cliq: "https://cliq.zohocloud.ca" },
  SA: { accounts: "https://accounts.zoho.sa", cliq: "https://cliq.zoho.sa" },
  CN: { accounts: "https://accounts.zoho.com.cn", cliq: "https://cliq.zoho.com.cn" },
  UK: { accounts: "https://accounts.zoho.uk", cliq: "https://cliq.zoho.uk" },
  // INFERRED from the top-level domain Cliq documents for the UAE; neither host was seen in a document.
  AE: { accounts: "https://accounts.zoho.ae", cliq: "https://cliq.zoho.ae" },
} as const satisfies Record<string, { accounts: string; cliq: string }>;

/** The code of one data centre, as Cliq's `environment.data_center` spells it. */
export type DataCentre = keyof typeof dataCentres;

/** All codes, in the order of the table. */
export const dataCentreCodes = Object.keys(dataCentres) as DataCentre[];
