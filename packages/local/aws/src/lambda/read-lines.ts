import type { Socket } from "node:net";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html: the size of an event. */
const longestLineChars = 262_144;

/** Tells each line of an output, one that is longer than CloudWatch takes in parts; resolves when there is no more. */
export function readLines(output: Socket, onLine: (line: string) => void): Promise<void> {
  let rest = "";
  const tell = (line: string): void => {
    for (let at = 0; at === 0 || at < line.length; at += longestLineChars)
      onLine(line.slice(at, at + longestLineChars));
  };
  output.setEncoding("utf8").on("data", (text: string) => {
    const [first = "", ...others] = text.split("\n");
    const lines = [rest + first, ...others];
    rest = lines.pop() ?? "";
    for (const line of lines) tell(line.endsWith("\r") ? line.slice(0, -1) : line);
    if (rest.length < longestLineChars) return;
    tell(rest);
    rest = "";
  });
  return new Promise((resolve) => {
    output.once("close", () => {
      if (rest !== "") tell(rest);
      resolve();
    });
  });
}
