import type { MutantLine, RoomScore } from "./mutate-room.ts";
import { reasonOf } from "./reasons.ts";

/** The lines of docs/mutation.md about a room: its score, then what was left alive and set aside, grouped by reason. */
export function toSection(score: RoomScore): string {
  const { room, percent, leastPercent, killed, survivors, setAside } = score;
  const tried = killed + survivors.length;
  return [
    `## ${room}: ${percent.toFixed(1)} %`,
    `\`pnpm mutate ${room}\` planted ${tried} bugs, of which ${killed} were noticed; ${leastPercent} % are owed.`,
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
