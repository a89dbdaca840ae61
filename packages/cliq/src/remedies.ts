/**
 * What a person is to do, as a mark in a sentence that is spelled out by whoever knows the stage and what was asked for:
 * the same failure ends a deployment, a drift check and several verbs. Marks are characters of Unicode's private use area,
 * which nobody types. This one is what failed, once more: "deploy again", or the verb's command line.
 */
export const tryAgain = "\u{E000}";
/** The command that deploys the stage. */
export const deployStage = "\u{E001}";
/** The command that gives the stage its first access to Cliq. */
export const authorize = "\u{E002}";
/** The command that replaces the access that is stored. */
export const authorizeAnew = "\u{E003}";
/** The command that gives every action a new URL, and the stage a signing key if it has none. */
export const rotate = "\u{E004}";

/** The command that makes, or replaces, the grant by which a stage's actions use Zoho Desk. */
export const authorizeDesk = "\u{E005}";

/** Who the sentence is for. */
export interface RemedyTerms {
  /** Undefined where the function does not know its own. */
  readonly stage: string | undefined;
  /** The words for {@link tryAgain}, as in "then …". */
  readonly again: string;
}

/** The sentence with each mark spelled out as words or as a command that can be pasted; a sentence begins with a capital letter. */
export function spellRemedies(text: string, { stage = "<stage>", again }: RemedyTerms): string {
  const words: Readonly<Record<string, string>> = {
    [tryAgain]: again,
    [deployStage]: `\`pnpm cdk deploy -c stage=${stage}\``,
    [authorize]: `\`pnpm cliq authorize --stage ${stage}\``,
    [authorizeAnew]: `\`pnpm cliq authorize --stage ${stage} --rotate\``,
    [authorizeDesk]: `\`pnpm cliq authorize --stage ${stage} --grant desk --rotate\``,
    [rotate]: `\`pnpm cliq rotate --stage ${stage}\``,
  };
  // Not `(…)?`: what is optional and matches nothing counts as absent, also at the beginning.
  return text.replaceAll(
    /(?:(^|[.!?]\s+)|)([\u{E000}-\u{E005}])/gu,
    (_whole, before: string | undefined, mark: string) => {
      const word = words[mark] ?? "";
      return before === undefined ? word : `${before}${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
    },
  );
}
