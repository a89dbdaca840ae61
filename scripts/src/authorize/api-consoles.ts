import type { DataCentre } from "@cliq-actions/cliq/data-centres";

/**
 * Zoho's API console of each data centre, where self clients are made. US is in Zoho's own documents; the others are in
 * use by public integrations except AE, which is INFERRED from its accounts host, itself INFERRED.
 */
export const apiConsoles: Readonly<Record<DataCentre, string>> = {
  US: "https://api-console.zoho.com",
  EU: "https://api-console.zoho.eu",
  IN: "https://api-console.zoho.in",
  AU: "https://api-console.zoho.com.au",
  JP: "https://api-console.zoho.jp",
  CA: "https://api-console.zohocloud.ca",
  SA: "https://api-console.zoho.sa",
  CN: "https://api-console.zoho.com.cn",
  UK: "https://api-console.zoho.uk",
  AE: "https://api-console.zoho.ae",
};
