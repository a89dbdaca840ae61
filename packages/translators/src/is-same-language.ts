/** Whether a text in one language needs no translation into the other. Written Chinese differs by region. */
export function isSameLanguage(one: string, other: string): boolean {
  const [base, otherBase] = [one, other].map((code) => code.toLowerCase().split("-")[0]);
  return one === other || (base !== "zh" && base === otherBase);
}
