import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { setPriority } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import type { BuildState } from "../page-api.ts";

/** Something that an author should mend. */
export type BuildProblem = BuildState["problems"][number];

const mostProblems = 20;
const longestOutputBytes = 10_000_000;

/**
 * Checks the types of a folder of actions, and of what it imports, by the repository's own compiler: a process of its own
 * that leaves the processor to whoever else wants it. Undefined where it was ended before it was done.
 */
export async function checkTypes(
  root: string,
  actionsFolder: string,
  signal: AbortSignal,
): Promise<BuildProblem[] | undefined> {
  const { program, project } = await prepare(root, actionsFolder);
  const said = await new Promise<string | undefined>((finish) => {
    const args = [program, "-p", project, "--pretty", "false"];
    const options = { cwd: root, signal, maxBuffer: longestOutputBytes };
    const compiler = execFile(process.execPath, args, options, (_error, stdout) => {
      finish(signal.aborted ? undefined : stdout);
    });
    if (compiler.pid !== undefined) yieldTo(compiler.pid);
  });
  return said === undefined ? undefined : parseTypeProblems(said, root).slice(0, mostProblems);
}

function yieldTo(pid: number): void {
  try {
    setPriority(pid, 10);
  } catch {
    // It has ended, or may not: then it takes its share.
  }
}

/** Where the compiler is, and a project around the folder, wherever that is; what it found out last time is kept beside it. */
async function prepare(root: string, actionsFolder: string): Promise<{ program: string; project: string }> {
  const folder = join(root, ".local", "types");
  // Elsewhere there may be no package.json to say that these are modules.
  const elsewhere = relative(root, actionsFolder).startsWith("..")
    ? { module: "esnext", moduleResolution: "bundler", moduleDetection: "force" }
    : {};
  const settings = {
    extends: "../../tsconfig.base.json",
    compilerOptions: {
      ...elsewhere,
      typeRoots: ["../../node_modules/@types"],
      incremental: true,
    },
    include: [actionsFolder],
  };
  // What was found out under other settings is not taken for what these would find.
  const name = createHash("sha256").update(JSON.stringify(settings)).digest("hex").slice(0, 12);
  const project = join(folder, `${name}.json`);
  await mkdir(folder, { recursive: true });
  await writeFile(project, JSON.stringify(settings));
  const manifest = createRequire(join(root, "package.json")).resolve("typescript/package.json");
  return { program: join(dirname(manifest), "bin", "tsc"), project };
}

/** Reads what `tsc --pretty false` prints from a folder: `path(line,column): error TS2322: …`, and lines that explain it. */
function parseTypeProblems(said: string, root: string): BuildProblem[] {
  const problems: BuildProblem[] = [];
  for (const line of said.split("\n")) {
    const { path, row, column, text } =
      /^(?<path>.+?)\((?<row>\d+),(?<column>\d+)\): error (?<text>TS\d+: .*)$/u.exec(line.trimEnd())?.groups ?? {};
    if (path === undefined) continue;
    const whole = resolve(root, path);
    const short = relative(root, whole);
    const place = `${short.startsWith("..") ? whole : short}:${row}:${column}`;
    problems.push({ place, text: text ?? "", kind: "type" });
  }
  return problems;
}
