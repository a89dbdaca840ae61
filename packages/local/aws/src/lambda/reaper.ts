import { spawn } from "node:child_process";
import { once } from "node:events";
import { PassThrough, type Writable } from "node:stream";

/** Kills whatever it watches, and removes the temporary folder, when this process ends in any way, a SIGKILL included: frozen processes cannot notice it themselves. */
export interface Reaper {
  watch(pid: number): void;
  forget(pid: number): void;
  /** Kills what is still watched, removes the folder and ends the reaper itself. */
  close(): Promise<void>;
}

// Reads "+ pid" and "- pid" until its input closes, which the operating system does for a dead parent too.
const script = `
trap '' INT TERM HUP
pids=""
while read -r change pid; do
  rest=""
  for known in $pids; do [ "$known" = "$pid" ] || rest="$rest $known"; done
  pids="$rest"
  [ "$change" = "+" ] && pids="$pids $pid"
done
[ -n "$pids" ] && kill -KILL $pids 2>/dev/null
rm -rf "$1"
`;

/** Starts the reaper, a shell of its own session. On Windows there is none: processes are not frozen there and end with their Runtime API. */
export function startReaper(temporaryFolder: string): Reaper {
  if (process.platform === "win32") return { watch() {}, forget() {}, close: async () => {} };
  const shell = spawn("/bin/sh", ["-c", script, "reaper", temporaryFolder], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: {},
  });
  // Where no shell can be started nothing is watched; whoever starts functions then will hear of it.
  let isThere = true;
  shell.once("error", () => {
    isThere = false;
  });
  const input: Writable & { unref?(): void } = shell.stdin ?? new PassThrough();
  shell.unref();
  input.unref?.();
  input.on("error", () => {});
  const tell = (change: "+" | "-", pid: number): void => {
    if (isThere && input.writable) input.write(`${change} ${pid}\n`);
  };
  return {
    watch: (pid) => tell("+", pid),
    forget: (pid) => tell("-", pid),
    async close() {
      const exited = isThere && shell.exitCode === null ? once(shell, "exit") : undefined;
      shell.ref();
      input.end();
      await exited;
    },
  };
}
