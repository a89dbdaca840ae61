import { ServiceError } from "../../service-error.ts";

/**
 * Reads a filter pattern of terms, quoted or not, that a message must hold all of; `-term` must not be in it. An empty one lets all through.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForLogGroups.html
 */
export function parseFilterPattern(pattern: string): (message: string) => boolean {
  const terms: { text: string; isExcluded: boolean }[] = [];
  let rest = pattern.trim();
  while (rest !== "") {
    const [whole, minus, quoted, bare] = /^(-?)(?:"((?:[^"\\]|\\.)*)"|(\w+))(?=\s|$)\s*/s.exec(rest) ?? [];
    if (whole === undefined)
      throw new ServiceError(
        "InvalidParameterException",
        `Invalid filter pattern. Local AWS understands terms such as "a b" or -c, not: ${rest}`,
      );
    terms.push({ text: quoted?.replaceAll(/\\(.)/gs, "$1") ?? bare!, isExcluded: minus === "-" });
    rest = rest.slice(whole.length);
  }
  return (message) => terms.every(({ text, isExcluded }) => message.includes(text) !== isExcluded);
}
