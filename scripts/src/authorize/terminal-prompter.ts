import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { CannotAuthorize } from "./cannot-authorize.ts";
import type { Prompter } from "./prompter.ts";

/** {@link Prompter} on a terminal: questions go to `output`, and what is typed as a secret is not echoed. */
export function terminalPrompter(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Prompter & { close(): void } {
  let silent = false;
  const screen = new Writable({
    write(chunk, _encoding, written) {
      if (!silent) output.write(chunk as Uint8Array);
      written();
    },
  });
  // `terminal` makes readline do the echo itself, into the screen above; no history keeps an answer.
  const lines = createInterface({ input, output: screen, terminal: true, historySize: 0 });
  const left = new Promise<never>((_resolve, reject) => {
    lines.once("SIGINT", () => lines.close());
    lines.once("close", () => reject(new CannotAuthorize("Stopped at your wish. Nothing was stored.")));
  });
  // Closing after the last answer is no failure.
  left.catch(() => {});

  return {
    ask: async (question, byDefault) => {
      const hint = byDefault === undefined ? "" : ` [${byDefault}]`;
      const answer = await Promise.race([lines.question(`${question}${hint}: `), left]);
      return answer.trim() || (byDefault ?? "");
    },
    askSecret: async (question) => {
      output.write(`${question} (not shown): `);
      silent = true;
      try {
        return (await Promise.race([lines.question(""), left])).trim();
      } finally {
        silent = false;
        output.write("\n");
      }
    },
    close: () => lines.close(),
  };
}
