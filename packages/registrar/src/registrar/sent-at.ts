/**
 * When CloudFormation sent an event, in milliseconds by its own clock, as far as the response URL tells: pre-signed URLs
 * say when they were signed, or when they expire. INFERRED, here and nowhere else, that the URL is signed as the event is
 * sent; it only ever serves to tell which of two events is the earlier one.
 */
export function sentAt(responseUrl: string): number | undefined {
  const query = URL.parse(responseUrl)?.searchParams;
  const signed = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query?.get("X-Amz-Date") ?? "");
  if (signed !== null) return Date.parse(`${signed.slice(1, 4).join("-")}T${signed.slice(4, 7).join(":")}Z`);
  const expires = query?.get("Expires") ?? "";
  return /^\d{9,10}$/.test(expires) ? Number(expires) * 1_000 : undefined;
}
