import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { terminalPrompter } from "./terminal-prompter.ts";

function terminal() {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = "";
  output.on("data", (chunk) => (shown += String(chunk)));
  const prompter = terminalPrompter(input, output);
  return { prompter, type: (keys: string) => void input.write(keys), shown: () => shown };
}

test("an answer is echoed, a secret is not, and an answer after it is again", async () => {
  const { prompter, type, shown } = terminal();
  const first = prompter.ask("Client id");
  type("1000.ABC\r");
  expect(await first).toBe("1000.ABC");
  const second = prompter.askSecret("Client secret");
  type("hunter2\b3 \r");
  expect(await second).toBe("hunter3");
  const third = prompter.ask("Sure? (yes/no)", "no");
  type("yes\r");
  expect(await third).toBe("yes");
  prompter.close();
  expect(shown()).toContain("Client id: ");
  expect(shown()).toContain("1000.ABC");
  expect(shown()).toContain("Client secret (not shown): \n");
  expect(shown()).toContain("Sure? (yes/no) [no]: ");
  expect(shown()).toContain("yes");
  expect(shown()).not.toContain("hunter");
});

test("an empty answer is the default", async () => {
  const { prompter, type } = terminal();
  const answer = prompter.ask("Data centre", "US");
  type("\r");
  expect(await answer).toBe("US");
  prompter.close();
});

test.each([
  ["Ctrl-C", "\u0003"],
  ["Ctrl-D", "\u0004"],
])("%s stops with a sentence", async (_name, key) => {
  const { prompter, type } = terminal();
  const answer = prompter.askSecret("Grant code");
  type(key);
  await expect(answer).rejects.toThrow("Stopped at your wish. Nothing was stored.");
});
