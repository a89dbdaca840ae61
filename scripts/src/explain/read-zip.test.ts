import { crc32, deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { readZip } from "./read-zip.ts";

/** A zip file of these files, the text deflated where `method` is 8. */
function zipOf(files: readonly { path: string; text: string; method: 0 | 8 | 9 }[], comment = ""): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { path, text, method } of files) {
    const raw = Buffer.from(text);
    const packed = method === 8 ? deflateRawSync(raw) : raw;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(crc32(raw), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(raw.length, 18);
    fields.writeUInt16LE(path.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), fields, Buffer.from(path), packed]);
    directory.push(Buffer.concat([Buffer.from("PK\u0001\u0002"), Buffer.alloc(2), fields, tail, Buffer.from(path)]));
    parts.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, ...directory, end, Buffer.from(comment)]);
}

const files = [
  { path: "index.mjs", text: "code", method: 0 },
  { path: "index.mjs.map", text: "map ".repeat(100), method: 8 },
] as const;

test("stored and deflated files are read, and only those that are asked for", () => {
  const found = readZip(zipOf(files), () => true, 1_000);
  expect([...found].map(([path, bytes]) => [path, bytes.toString()])).toEqual([
    ["index.mjs", "code"],
    ["index.mjs.map", "map ".repeat(100)],
  ]);
  expect([...readZip(zipOf(files, "made by hand"), (path) => path.endsWith(".map"), 1_000).keys()]).toEqual([
    "index.mjs.map",
  ]);
});

test.each([
  ["what is no zip file", Buffer.from("not a zip file at all, surely"), /no zip file/],
  ["an empty answer", Buffer.alloc(0), /no zip file/],
  ["a file that is too large", zipOf(files), /more than 300 bytes/],
  ["a method that is not known", zipOf([{ path: "a", text: "x", method: 9 }]), /method 9/],
])("%s is refused", (_what, zip, sentence) => {
  expect(() => readZip(zip, () => true, 300)).toThrow(sentence);
});
