const fs = process.getBuiltinModule("node:fs");

const mostWaits = 50;

/**
 * Writes a line to file descriptor 1, whole: `process.stdout` would load a stream on the cold path. Where the reader is
 * behind, it waits a little; a log that cannot be written must not fail the request.
 */
export function writeLine(line: string): void {
  let rest: string | Buffer = `${line}\n`;
  let size = Buffer.byteLength(rest);
  for (let waits = 0; waits < mostWaits;) {
    try {
      const written = fs.writeSync(1, rest as string);
      if (written >= size) return;
      if (written === 0) waits += 1;
      rest = Buffer.from(rest).subarray(written);
      size -= written;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      waits += 1;
    }
  }
}
