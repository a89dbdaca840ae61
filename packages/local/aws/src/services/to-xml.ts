/** A tree to write as XML: a list repeats its element, undefined leaves it out. */
export type XmlNode = string | number | boolean | Date | undefined | XmlNode[] | { [name: string]: XmlNode };

const s3Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

/** Writes a response document with the given root element, S3's unless another namespace, or none, is given. */
export function toXml(root: string, content: { [name: string]: XmlNode }, namespace = s3Namespace): string {
  const start = namespace === "" ? root : `${root} xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${start}>${writeFields(content)}</${root}>`;
}

function escapeXml(text: string): string {
  // Control characters, a carriage return first of all, would be normalised away by the reader.
  return text.replaceAll(/[&<>"]|\p{Cc}/gu, (character) => `&#${character.codePointAt(0)};`);
}

function writeFields(fields: { [name: string]: XmlNode }): string {
  return Object.entries(fields)
    .map(([name, value]) => writeElement(name, value))
    .join("");
}

function writeElement(name: string, value: XmlNode): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.map((item) => writeElement(name, item)).join("");
  if (value instanceof Date) return `<${name}>${value.toISOString()}</${name}>`;
  if (typeof value === "object") return `<${name}>${writeFields(value)}</${name}>`;
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}
