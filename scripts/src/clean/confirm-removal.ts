import { terminalPrompter } from "../terminal/terminal-prompter.ts";

/** Asks the person at the terminal to type the stage's name; off a terminal the answer is no. */
export async function confirmRemoval(stage: string, count: number): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const prompter = terminalPrompter(process.stdin, process.stderr);
  try {
    return (
      (await prompter.ask(`Type the stage's name to remove ${count === 1 ? "it" : `these ${count}`} from Cliq`)) ===
      stage
    );
  } finally {
    prompter.close();
  }
}
