import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { toCurl } from "./to-curl.ts";

/** What a shell makes of the command: the words that curl would get. */
function wordsOf(shell: string, command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}\n`;
  return execFileSync(shell, ["-c", script], { encoding: "utf8", env: { HOME: "/nowhere" } })
    .split("\0")
    .slice(0, -1);
}

const body = JSON.stringify({ text: `it's "$HOME" \`id\` \\ !! %s $(id) *\n~ ü 🔥 'x'` });
const url = "http://127.0.0.1:4001/actions/ring-bell/aB_-1?x=1&y=[2]#'";

test.each(["bash", "sh"])("every character arrives in %s as it is", (shell) => {
  const headers = { "content-type": "application/json;charset=UTF-8", "x-note": "it's; $HOME", "x-empty": "" };
  expect(wordsOf(shell, toCurl({ method: "POST", url, headers, body }))).toEqual([
    url,
    "--request",
    "POST",
    "--globoff",
    "--header",
    "content-type: application/json;charset=UTF-8",
    "--header",
    "x-note: it's; $HOME",
    "--header",
    "x-empty;",
    "--data-raw",
    body,
  ]);
});

test("what begins like a file or an option is data", () => {
  const words = wordsOf("bash", toCurl({ method: "POST", url: "http://a/b", headers: {}, body: "@/etc/passwd" }));
  expect(words).toEqual(["http://a/b", "--request", "POST", "--data-raw", "@/etc/passwd"]);
});

test.each(["bash", "sh"])("a body that is too long for an argument arrives in %s, too", (shell) => {
  const long = JSON.stringify({ text: `it's %s \\n ü漢 !!`.repeat(10_000) });
  const command = toCurl({ method: "POST", url, headers: { "content-type": "application/json" }, body: long });
  // A program gets what curl would, so that the system's limits hold.
  const script = `curl() { env printf '%s\\0' "$@" && cat; }\n${command}\n`;
  const env = { PATH: process.env["PATH"] ?? "" };
  const words = execFileSync(shell, { encoding: "utf8", env, input: script, maxBuffer: 10 * long.length }).split("\0");
  expect(words.at(-2)).toBe("@-");
  expect(words.at(-1)).toBe(long);
});
