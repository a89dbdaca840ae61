/** A person in the words of the wire, as in Zoho's published sample. */
export const scott = {
  id: "130720038",
  first_name: "Scott",
  last_name: "Fisher",
  email: "scott.fisher@zylcal.com",
  language: "en",
  country: "us",
  timezone: "Asia/Calcutta",
} as const;
