import { isUtf8 } from "node:buffer";

import { ServiceError } from "../../service-error.ts";

/** An element of a document: its text, or the elements in it, as often as they are there. */
export type XmlElement = string | { [name: string]: XmlElement[] };

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const token = /<(\/?)([A-Za-z][\w.:-]*)(?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>|([^<]+)/y;

/** Reads a document of plain elements whose root has the given name; one with comments, CDATA or a DTD is refused, as is what is no document. */
export function readXml(body: Buffer, root: string): XmlElement {
  if (!isUtf8(body)) throw malformed();
  const document = body.toString("utf8").replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, "");
  const top: Open = { name: "", text: "", inner: {} };
  const path = [top];
  let read = 0;
  for (token.lastIndex = 0; token.lastIndex < document.length; read = token.lastIndex) {
    const match = token.exec(document);
    if (!match) throw malformed();
    const [, closing, name = "", empty, words] = match;
    const at = path.at(-1)!;
    if (words !== undefined) at.text += words;
    else if (closing === "/") close(path, name);
    else {
      path.push({ name, text: "", inner: {} });
      if (empty === "/") close(path, name);
    }
  }
  const [found, ...others] = Object.values(top.inner).flat();
  if (path.length > 1 || read < document.length || top.text.trim() !== "" || others.length > 0) throw malformed();
  if (found === undefined || !Object.hasOwn(top.inner, root)) throw malformed();
  return found;
}

interface Open {
  name: string;
  text: string;
  inner: { [name: string]: XmlElement[] };
}

function close(path: Open[], name: string): void {
  const closed = path.pop();
  const parent = path.at(-1);
  if (!parent || closed?.name !== name || name === "__proto__") throw malformed();
  const hasElements = Object.keys(closed.inner).length > 0;
  if (hasElements && closed.text.trim() !== "") throw malformed();
  const known = Object.hasOwn(parent.inner, name) ? parent.inner[name]! : (parent.inner[name] = []);
  known.push(hasElements ? closed.inner : unescape(closed.text));
}

function unescape(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));|&/gi,
    (_, decimal?: string, hex?: string, name = "") => {
      const point = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? "", 16);
      if (point >= 0 && point <= 0x10ffff) return String.fromCodePoint(point);
      if (Object.hasOwn(entities, name as string)) return entities[name as string]!;
      throw malformed();
    },
  );
}

function malformed(): ServiceError {
  return new ServiceError("MalformedXML", "The XML you provided was not well-formed or did not validate.");
}
