import type { MutantLine, RoomScore } from "./mutate-room.ts";

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

const reasons: readonly Reason[] = [
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
    was: /performance\.now\(\)|Date\.now\(\)|leftMs\(\)|store\.now\(\)|now\.earliest/,
  },
  {
    because: "asked for by the type alone: the line behind it comes to the same for what has no value",
    mutator: /^(?:OptionalChaining|ConditionalExpression|LogicalOperator|StringLiteral)$/,
    was: /^kept !== undefined$|result\.kind === "no-answer"|^"no-answer"$|typeof value|failure\.kind !== "refused"/,
  },
  {
    because: "an early way out: without it the same comes of it, later",
    file: /^src\/text\/cut-text\.ts$/,
    was: /text\.length|isPlain|^\{/,
  },
  {
    because: "an early way out: without it the same comes of it, later",
    file: /^src\/receive\/(?:authenticate|to-http-request)\.ts$/,
    was: /signature\.length > longest|body\.length >|largestBodyBytes/,
  },
  {
    because: "noticed by a test that runs it in a process of its own, where no bug is planted",
    file: /^src\/(?:serve-message-action|work-in-progress)\.ts$/,
    was: /describeError\(error\) \}$|^"bug"$|^false$|giveUp: \(\) => undefined/,
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
    was: /ECONNRESET|"close"|"error"|^isOver$|error\.code/,
  },
];

/** The lines of docs/mutation.md about a room: its score, then what was left alive and set aside, grouped by reason. */
export function toSection(score: RoomScore): string {
  const { room, percent, leastPercent, killed, survivors, setAside } = score;
  const tried = killed + survivors.length;
  return [
    `## ${room}: ${percent.toFixed(1)} %`,
    `\`npx pnpm@12.21.0 mutate ${room}\` planted ${tried} bugs, of which ${killed} were noticed; ${leastPercent} % are owed.`,
    toTable("Left alive because", survivors, (bug) => reasonOf(room, bug)),
    toTable("Set aside in the code, with its words", setAside, ({ reason }) => reason),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The page with a room's section in place of the one before, or behind the others. */
export function replaceSection(page: string, room: string, section: string): string {
  const [head = "", ...sections] = page.trimEnd().split(/\n\n(?=## )/);
  const others = sections.map((one) => (one.startsWith(`## ${room}:`) ? section : one));
  return `${[head, ...others, ...(others.includes(section) ? [] : [section])].join("\n\n")}\n`;
}

function reasonOf(room: string, bug: MutantLine): string | undefined {
  return reasons.find(
    (reason) =>
      (reason.room ?? room) === room &&
      (["file", "mutator", "was", "replacement"] as const).every((key) => reason[key]?.test(bug[key]) ?? true),
  )?.because;
}

function toTable(
  title: string,
  bugs: readonly MutantLine[],
  reasonFor: (bug: MutantLine) => string | undefined,
): string {
  if (bugs.length === 0) return "";
  const rows = [...Map.groupBy(bugs, (bug) => reasonFor(bug) ?? "not looked at yet")]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([reason, group]) => {
      const files = [...Map.groupBy(group, ({ file }) => file)].map(([file, { length }]) => `${file} ${length}`);
      return `| ${reason} | ${group.length} | ${files.join(", ")} |`;
    });
  return [`| ${title} | bugs | where |`, "|---|---|---|", ...rows].join("\n");
}
