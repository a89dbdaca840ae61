/** What an ARN of a service names in this account and region, such as `table/rows`; undefined for one of elsewhere or of another service. */
export function resourceOf(
  arn: string,
  service: string,
  { region, accountId }: { region: string; accountId: string },
): string | undefined {
  const ours = `arn:aws:${service}:${region}:${accountId}:`;
  return arn.startsWith(ours) && arn.length > ours.length ? arn.slice(ours.length) : undefined;
}
