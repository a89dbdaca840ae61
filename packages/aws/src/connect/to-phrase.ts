/** A connection's name as it reads in a sentence: "statusPage" as in "The status page is not answering". */
export function toPhrase(name: string): string {
  return name.replace(/[A-Z]+/g, (capitals) => ` ${capitals.toLowerCase()}`);
}
