import type { Readable } from "node:stream";
import { judgeSecret } from "@cliq-actions/aws/connect/judge-secret";
import type { Prompter } from "../terminal/prompter.ts";
import { CannotOperate } from "../stage/cannot-operate.ts";

/** Most bytes of a parameter of the standard tier: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const longestValueBytes = 4_096;
/** After so long without input somebody may wonder. */
const puzzlingMs = 3_000;

/** The value of a secret: asked for without echo, or without a terminal all of stdin. Throws {@link CannotOperate}. */
export async function readValue(
  name: string,
  { prompter, input, say }: { prompter?: Prompter | undefined; input: Readable; say: (line: string) => void },
): Promise<string> {
  const bytes = prompter === undefined ? await readAll(input, say) : Buffer.from(await prompter.askSecret(name));
  const value = bytes.toString("utf8").replace(/\r?\n$/, "");
  if (Buffer.byteLength(value) > longestValueBytes)
    throw new CannotOperate(
      `The value of ${name} has more than ${longestValueBytes} bytes, the most that Parameter Store takes: nothing was stored.`,
    );
  if (!Buffer.from(value, "utf8").equals(bytes.subarray(0, Buffer.byteLength(value))))
    throw new CannotOperate(
      `The value of ${name} is no UTF-8 text: nothing was stored. Encode it, as base64 for example.`,
    );
  const fault = judgeSecret(value);
  if (fault?.isUsable === false)
    throw new CannotOperate(`The value of ${name} ${fault.says}: nothing was stored. ${fault.remedy}`);
  if (fault !== undefined) say(`The value of ${name} ${fault.says}. ${fault.remedy}`);
  return value;
}

async function readAll(input: Readable, say: (line: string) => void): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const puzzled = setTimeout(() => say("Waiting for the value on stdin, up to its end …"), puzzlingMs);
  try {
    for await (const chunk of input) {
      const bytes = Buffer.from(chunk as Uint8Array);
      size += bytes.length;
      chunks.push(bytes);
      // More than the limit and a line break is too much whatever follows.
      if (size > longestValueBytes + 2) break;
    }
  } finally {
    clearTimeout(puzzled);
  }
  return Buffer.concat(chunks);
}
