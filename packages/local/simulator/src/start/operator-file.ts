import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isAlive } from "./process-name.ts";

/** Where a start writes it, from the repository's root; another start that runs beside it gets a name with its process id. */
export const operatorEnvironment = ".local/operator.env";

/** Where a program finds which start its shell was pointed at. */
export const startVariable = "CLIQ_START";

/** A start, as what it writes for operators tells. */
export interface WrittenStart {
  /** Its process, as `thisProcess` names it. */
  readonly owner: string;
  /** Absolute. */
  readonly actionsFolder: string;
  /** Of its page. */
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** What points a program at it. */
  readonly variables: Readonly<Record<string, string>>;
}

const ownerMark = "# Written by ";
const aboutMark = "# Runs ";

/** The lines that a shell reads with a dot; one that reads what a killed start left says so. */
export function toOperatorFile({ owner, variables, ...about }: WrittenStart): string {
  const exports = Object.entries(variables).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`,
  );
  return [
    `${ownerMark}${owner}`,
    `${aboutMark}${JSON.stringify(about)}`,
    ...exports,
    // Temporary credentials of somewhere else would go before these.
    "unset AWS_PROFILE AWS_SESSION_TOKEN",
    `kill -0 ${processIdOf(owner)} 2>/dev/null || echo 'The start that wrote this has ended: start again.' >&2`,
    "",
  ].join("\n");
}

/** Who wrote such lines; nothing when they are of an earlier release, or not there. */
export function ownerOf(text: string): string | undefined {
  return text.startsWith(ownerMark) ? text.slice(ownerMark.length).split("\n", 1)[0] : undefined;
}

/** The id of a process that `thisProcess` has named. */
export function processIdOf(owner: string): number {
  return Number(owner.split(" ")[1]);
}

function parseOperatorFile(text: string): WrittenStart | undefined {
  const owner = ownerOf(text);
  const about = text.split("\n").find((line) => line.startsWith(aboutMark));
  if (owner === undefined || about === undefined) return undefined;
  const variables = Array.from(text.matchAll(/^export (\w+)='((?:[^']|'\\'')*)'$/gmu), ([, name = "", value = ""]) => [
    name,
    value.replaceAll(String.raw`'\''`, "'"),
  ]);
  const { actionsFolder, url, since } = JSON.parse(about.slice(aboutMark.length)) as WrittenStart;
  return { owner, actionsFolder, url, since, variables: Object.fromEntries(variables) as Record<string, string> };
}

/** Every such file of a repository, half-written ones too, from its root. */
export async function listOperatorFiles(root: string): Promise<string[]> {
  const folder = dirname(operatorEnvironment);
  const names = await readdir(join(root, folder)).catch(() => []);
  return names.filter((name) => /^operator(?:-\d+)?\.env(?:\.draft)?$/u.test(name)).map((name) => `${folder}/${name}`);
}

/** The starts of a repository that serve now, each with its file, the oldest first. */
export async function findStarts(root: string): Promise<(WrittenStart & { readonly path: string })[]> {
  const paths = (await listOperatorFiles(root)).filter((path) => path.endsWith(".env"));
  const found = await Promise.all(
    paths.map(async (path) => {
      const start = parseOperatorFile(await readFile(join(root, path), "utf8").catch(() => ""));
      return start === undefined || isAlive(start.owner) === false ? [] : [{ ...start, path }];
    }),
  );
  return found.flat().toSorted((one, other) => one.since - other.since);
}
