import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";

// 1 January 1980, the first day the format knows: the same folder gives the same bytes.
const dosDate = 0x21;

/** Packs a folder with everything below it, as the CDK packs an asset: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export function toZip(folder: string): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .toSorted();
  for (const name of names) {
    const content = readFileSync(join(folder, name));
    const packed = deflateRawSync(content);
    const nameBytes = Buffer.from(name);
    const common = toCommonFields(content, packed, nameBytes);
    const local = Buffer.concat([littleEndian([0x04034b50, 4]), common, nameBytes]);
    parts.push(local, packed);
    directory.push(
      littleEndian([0x02014b50, 4], [20, 2]),
      common,
      littleEndian([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
      nameBytes,
    );
    offset += local.length + packed.length;
  }
  const index = Buffer.concat(directory);
  const end = littleEndian(
    [0x06054b50, 4],
    [0, 4],
    [names.length, 2],
    [names.length, 2],
    [index.length, 4],
    [offset, 4],
    [0, 2],
  );
  return Buffer.concat([...parts, index, end]);
}

// Version, flags (names are UTF-8), method (deflate), time, date, CRC, sizes, lengths of the name and of no extra field.
function toCommonFields(content: Buffer, packed: Buffer, name: Buffer): Buffer {
  return littleEndian(
    [20, 2],
    [0x800, 2],
    [8, 2],
    [0, 2],
    [dosDate, 2],
    [crc32(content), 4],
    [packed.length, 4],
    [content.length, 4],
    [name.length, 2],
    [0, 2],
  );
}

function littleEndian(...fields: [value: number, sizeBytes: number][]): Buffer {
  return Buffer.concat(
    fields.map(([value, sizeBytes]) => {
      const field = Buffer.alloc(sizeBytes);
      field.writeUIntLE(value, 0, sizeBytes);
      return field;
    }),
  );
}
