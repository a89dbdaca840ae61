import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { inflateRawSync } from "node:zlib";

const endOfDirectory = 0x06054b50;
const maxUnpackedBytes = 250 * 1024 * 1024;

/** Unpacks a zip file, as the CDK packs assets, into a folder: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT Throws a sentence for what Lambda refuses. */
export function fromZip(zip: Buffer, folder: string): void {
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== endOfDirectory) end--;
  if (end < 0) throw new Error("Could not unzip uploaded file. Please check your file, then try to upload again.");
  let unpackedBytes = 0;
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, packedBytes, bytes] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt32LE(at + 24),
    ];
    const [nameLength, extraLength] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30)];
    const local = zip.readUInt32LE(at + 42);
    const name = normalize(zip.toString("utf8", at + 46, at + 46 + nameLength));
    at += 46 + nameLength + extraLength + zip.readUInt16LE(at + 32);
    if ((unpackedBytes += bytes) > maxUnpackedBytes)
      throw new Error(`Unzipped size must be smaller than ${maxUnpackedBytes} bytes`);
    if (name.startsWith("..") || name.endsWith("/")) continue;
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + packedBytes);
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), method === 0 ? packed : inflateRawSync(packed));
  }
}
