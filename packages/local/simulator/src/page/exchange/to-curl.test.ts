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
