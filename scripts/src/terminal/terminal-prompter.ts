import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { CannotOperate } from "../stage/cannot-operate.ts";
import type { Prompter } from "./prompter.ts";

/** {@link Prompter} on a terminal: questions go to `output`, and what is typed as a secret is not echoed. */
export function terminalPrompter(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Prompter & { close(): void } {
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
    lines.once("close", () => reject(new CannotOperate("Stopped at your wish. Nothing was stored.")));
  });
  // Closing after the last answer is no failure.
  left.catch(() => {});

  const answerTo = async (question: string): Promise<string> => {
    try {
      return (await Promise.race([lines.question(question), left])).trim();
    } catch (error) {
      // What is said next begins on a line of its own.
      output.write("\n");
      throw error;
    }
  };

  return {
    ask: async (question, byDefault) => {
      const hint = byDefault === undefined ? "" : ` [${byDefault}]`;
      return (await answerTo(`${question}${hint}: `)) || (byDefault ?? "");
    },
    askSecret: async (question) => {
      output.write(`${question} (not shown): `);
      silent = true;
      const answer = await answerTo("").finally(() => (silent = false));
      output.write("\n");
      return answer;
    },
    close: () => lines.close(),
  };
}
