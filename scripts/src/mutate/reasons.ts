import type { MutantLine } from "./mutate-room.ts";

/** Why bugs that no test notices are left so; the first that fits tells. */
interface Reason {
  readonly because: string;
  /** Fits where all that is said does: the file from the room's folder, Stryker's name of the change, what stood there. */
  readonly room?: string;
  readonly file?: RegExp;
  readonly mutator?: RegExp;
  readonly was?: RegExp;
  readonly replacement?: RegExp;
}

const earlyWayOut = "an early way out: without it the same comes of it, later";
const typeAlone = "asked for by the type alone: the line behind it comes to the same for what has no value";
const workAlone = "shows only in how much work is done";

const reasons: readonly Reason[] = [
  {
    because: "only spares an expression what can find nothing in texts of these letters",
    file: /^src\/text\/find-names\.ts$/,
    was: /^(?:wide === ""|scripts\.length === 1)$|^"\(\?!\)"$/,
    replacement: /^(?:false|"")$/,
  },
  {
    because:
      "made once in a process, by whichever test comes first, and Stryker runs only that one with the bug: the tests beside it notice it when all of them run",
    file: /^src\/text\/(?:find-names|headline)\.ts$/,
    was: /\$\{|^wide [!=]== ""$|^scripts\b|^"(?:\||\\\\-\.~.*)"$|^-1$|^\[latin|^\/\^\[\\s/,
  },
  {
    because: "stands in for what is missing: what it is compared with, any other fits as little",
    mutator: /^(?:StringLiteral|ArrayDeclaration)$/,
    was: /^(?:""|\[\])$/,
  },
  {
    because: "shows only in what a process still holds when the work is over: a timer, a listener, an entry of a cache",
    mutator: /^(?:CallExpression|StringLiteral|BlockStatement)$/,
    was: /clearTimeout|\.(?:un)?ref\(|removeEventListener|\.delete\(|^"abort"$/,
  },
  {
    because: "one moment, or one character, of a limit on time that nothing can meet exactly",
    mutator: /^EqualityOperator$/,
    was: /performance\.now\(\)|Date\.now\(\)|clockMs\(\)|leftMs\(\)|store\.now\(\)|now\.earliest/,
  },
  {
    because: typeAlone,
    mutator: /^(?:OptionalChaining|ConditionalExpression|LogicalOperator|StringLiteral)$/,
    was: /^kept !== undefined$|result\.kind === "no-answer"|^"no-answer"$|typeof value|failure\.kind !== "refused"/,
  },
  { because: typeAlone, file: /parse-selection\.ts$/, was: /^message\.type !== "attachment"$|^"attachment"$/ },
  { because: typeAlone, file: /check-declaration\.ts$/, was: /^"script"$/ },
  { because: typeAlone, file: /name-mentions\.ts$/, was: /^mentions\[index - 1\]\?\.name$/ },
  { because: typeAlone, file: /parse-context\.ts$/, was: /^location === undefined$/ },
  {
    because: typeAlone,
    file: /find-names\.ts$/,
    mutator: /^OptionalChaining$/,
    was: /^names\[(?:low|high - 1|middle)\]/,
  },
  {
    because: "what gives nothing back is as false as what gives back false",
    mutator: /^BlockStatement$/,
    was: /^\{\s*return (?:false|undefined);\s*\}$/,
  },
  { because: typeAlone, file: /judge-failure\.ts$/, was: /^(?:typeof sentence === "string"|errno !== undefined)$/ },
  { because: typeAlone, file: /judge-secret\.ts$/, was: /says !== undefined|remedy !== undefined/ },
  { because: typeAlone, file: /s3-bucket\.ts$/, was: /^code !== undefined$/ },
  { because: typeAlone, mutator: /^OptionalChaining$/, was: /heading\.exec\(stack\)|domains\.find|noLongerUnderWay/ },
  {
    because: "an expression that fits any text, if only with nothing at its beginning, fits there first",
    file: /describe-error\.ts$/,
    was: /^\/\^\[\\w\$\.\]\*/,
  },
  { because: typeAlone, file: /https-sender\.ts$/, mutator: /^OptionalChaining$/ },
  { because: typeAlone, file: /attempt-call\.ts$/, was: /^call\.body === undefined$/ },
  { because: typeAlone, file: /perform-call\.ts$/, was: /^failure\.kind !== "unavailable"$/ },
  {
    because: "a word that nobody asks for: what follows asks for the others",
    file: /request-token\.ts$/,
    was: /^"unavailable"$/,
  },
  {
    because: "the name of the package begins with the only @ in it",
    file: /https-sender\.ts$/,
    was: /^\/\^@/,
    replacement: /^\/@/,
  },
  { because: earlyWayOut, file: /redact\.ts$/, was: /^byStart\.size === 0$/ },
  { because: earlyWayOut, file: /work-in-progress\.ts$/, was: /^signal instanceof AbortSignal$/ },
  { because: earlyWayOut, file: /^src\/text\/cut-text\.ts$/, was: /text\.length|isPlain|^\{/ },
  { because: earlyWayOut, file: /is-blank\.ts$/, was: /^\/\[!-~\]\/\.test/ },
  { because: earlyWayOut, file: /neutralise\.ts$/, was: /^!needsCare/ },
  { because: earlyWayOut, file: /(?:markup|fit-slides)\.ts$/, was: /^(?:words\.source|whole)\.length <= / },
  { because: earlyWayOut, file: /parse-invocation\.ts$/, was: /^mentions\.length === 0$/ },
  {
    because: earlyWayOut,
    file: /find-names\.ts$/,
    was: /^!\/\[@#\/\]|^\/\^\[\\0-|^Number\.isNaN|charCodeAt\(length\) === unit|^high - 1$|^character < |^"\\x80"$/,
  },
  {
    because: earlyWayOut,
    file: /^src\/receive\/(?:authenticate|to-http-request)\.ts$/,
    was: /signature\.length > longest|body\.length >|largestBodyBytes/,
  },
  { because: workAlone, file: /redact\.ts$/, was: /^from \+ startChars/ },
  { because: workAlone, file: /error-words\.ts$/, was: /^words\.slice\(0, longestReadChars\)$/ },
  {
    because: "Node destroys a socket that has failed; asked for is a listener alone",
    file: /connection-pool\.ts$/,
    was: /^\(\) => socket\.destroy\(\)$/,
  },
  { because: workAlone, room: "aws", file: /^src\/connect\.ts$/, was: /^\{ pool \}$/ },
  {
    because: "one limit on time within another: shows only where the secret took nearly all of it",
    file: /send-through\.ts$/,
    was: /passage\.endsAtMs - (?:performance\.now|clockMs)\(\)/,
  },
  { because: workAlone, file: /fit-slides\.ts$/, was: /^Math\.min\(|^limits\.slidesTotalChars \/ 3$/ },
  {
    because: "what a slide is made of fits by itself: drawn without limits it is the same",
    file: /reply\/slide\.ts$/,
    was: /^\{ textChars: /,
  },
  {
    because: "noticed by a test that runs it in a process of its own, where no bug is planted",
    file: /^src\/(?:serve-message-action|work-in-progress)\.ts$/,
    was: /describeError\(error\) \}\)?,?$|^"bug"$|^(?:false|storage === undefined)$|giveUp: \(\) => undefined/,
  },
  {
    because: "what led to a failure, which the log has besides its sentence",
    mutator: /^ObjectLiteral$/,
    was: /^\{ cause \}$/,
  },
  {
    because: "shows only in how often the store is read",
    file: /^src\/budget\/share-budget\.ts$/,
    was: /^known\.|^lastWrite === undefined$/,
  },
  {
    because: "Node's client chooses TLS by the agent it is given, whichever module's function asks",
    file: /^src\/http\/exchange\.ts$/,
    was: /https:/,
  },
  {
    because: "a second road to the same end: the connection's own end is told as well",
    file: /^src\/http\/exchange\.ts$/,
    was: /ECONNRESET|"close"|"error"|^isOver$|^true$|error\.code/,
  },
];

/** Why a room's bug that no test notices is left so; undefined where nobody has said. */
export function reasonOf(room: string, bug: MutantLine): string | undefined {
  return reasons.find(
    (reason) =>
      (reason.room ?? room) === room &&
      (["file", "mutator", "was", "replacement"] as const).every((key) => reason[key]?.test(bug[key]) ?? true),
  )?.because;
}
