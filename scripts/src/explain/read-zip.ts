import { inflateRawSync } from "node:zlib";

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endBytes = 22;
const longestCommentBytes = 65_535;

/**
 * The files of a zip file by path, of those that `wants` asks for; stored or deflated, no ZIP64, as code of a Lambda
 * function comes. Throws a `RangeError` when it is no such file, or a file is larger than `mostBytes`.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function readZip(zip: Buffer, wants: (path: string) => boolean, mostBytes: number): Map<string, Buffer> {
  const end = findEnd(zip);
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== entrySignature) throw new RangeError("The zip file's directory is damaged");
    const nameBytes = zip.readUInt16LE(at + 28);
    const path = zip.toString("utf8", at + 46, at + 46 + nameBytes);
    if (wants(path)) files.set(path, readEntry(zip, at, mostBytes));
    at += 46 + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

function findEnd(zip: Buffer): number {
  const first = Math.max(0, zip.length - endBytes - longestCommentBytes);
  for (let at = zip.length - endBytes; at >= first; at -= 1) if (zip.readUInt32LE(at) === endSignature) return at;
  throw new RangeError("This is no zip file");
}

function readEntry(zip: Buffer, entry: number, mostBytes: number): Buffer {
  const method = zip.readUInt16LE(entry + 10);
  const header = zip.readUInt32LE(entry + 42);
  // The local header repeats the name, and may have other extra fields than the directory.
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const packed = zip.subarray(start, start + zip.readUInt32LE(entry + 20));
  if (zip.readUInt32LE(entry + 24) > mostBytes) throw new RangeError(`A file has more than ${mostBytes} bytes`);
  if (method === 0) return packed;
  if (method === 8) return inflateRawSync(packed, { maxOutputLength: mostBytes });
  throw new RangeError(`The zip file is compressed by method ${method}, only 0 and 8 are known`);
}
