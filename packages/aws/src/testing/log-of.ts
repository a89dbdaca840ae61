import fs from "node:fs";

/** Runs work and returns its answer with the lines it wrote to file descriptor 1, parsed. Not for concurrent use. */
export async function logOf<T>(work: () => Promise<T>): Promise<{ answer: T; lines: Record<string, unknown>[] }> {
  const { writeSync } = fs;
  const lines: Record<string, unknown>[] = [];
  fs.writeSync = ((_descriptor: number, line: string) => {
    lines.push(JSON.parse(line) as Record<string, unknown>);
    return Buffer.byteLength(line);
  }) as typeof writeSync;
  try {
    return { answer: await work(), lines };
  } finally {
    fs.writeSync = writeSync;
  }
}
