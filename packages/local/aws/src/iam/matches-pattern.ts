/** Whether `text` matches an IAM pattern, where `*` stands for any run of characters and `?` for one; linear in practice, never a regular expression. */
export function matchesPattern(pattern: string, text: string): boolean {
  let patternAt = 0;
  let textAt = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (textAt < text.length) {
    const character = pattern[patternAt];
    if (character === "*") {
      starAt = patternAt++;
      resumeAt = textAt;
    } else if (character === "?" || (character !== undefined && character === text[textAt])) {
      patternAt++;
      textAt++;
    } else if (starAt >= 0) {
      patternAt = starAt + 1;
      textAt = ++resumeAt;
    } else {
      return false;
    }
  }
  while (pattern[patternAt] === "*") patternAt++;
  return patternAt === pattern.length;
}
