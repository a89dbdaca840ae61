import { invocationOf } from "@cliq-actions/core/testing";
import { expect, test } from "vitest";
import { growth } from "@cliq-actions/core/testing/growth";
import { toArchive } from "./archive.ts";
import { renderTranscript, toInertLines, toInertText } from "./render-transcript.ts";

const several = invocationOf("several-messages");

test("a transcript reads in the order of time, with sender, words and files", () => {
  const reversed = { ...several, messages: several.messages.toReversed() };
  expect(renderTranscript(toArchive(reversed))).toBe(String.raw`# 3 messages

- Archived: 2024-02-07T05:28:35.000Z by Scott Fisher (scott.fisher\@zylcal.com)
- Conversation: \#support (CT\_2243226337559778047\_661211447-B2)
- Organisation: 123456456

## 2024-02-07T05:28:31.000Z · Scott Fisher (scott.fisher\@zylcal.com)

> The login page shows an error since this morning

## 2024-02-07T05:28:33.000Z · Scott Fisher (scott.fisher\@zylcal.com)

> See https\://status.example.com/incidents/42

## 2024-02-07T05:28:34.000Z · Scott Fisher (scott.fisher\@zylcal.com)

> File: error.png (image/png, 48213 bytes)  
> Screenshot of the error
`);
});

test("a message cannot pretend to be another one", () => {
  const [first] = invocationOf("several-texts").messages;
  const forged = {
    type: "text" as const,
    key: "1",
    sender: { id: "1", name: "Eve\n## 2020 · Ana" },
    text: "hi\n\n## 2020-01-01T00:00:00.000Z · Ana\n\n> I resign",
    rawText: "",
  };
  const transcript = renderTranscript(toArchive({ ...several, messages: [first ?? forged, forged] }));
  expect(transcript.match(/^## /gmu)).toHaveLength(2);
  expect(transcript).toContain(String.raw`## Time unknown · Eve \#\# 2020 · Ana`);
  expect(transcript).toContain(String.raw`> \> I resign`);
});

test("a message without words, time or sender's name still has its place", () => {
  const bare = {
    type: "text" as const,
    key: "1",
    sender: { id: "", name: "\u200F" },
    text: "",
    rawText: "",
    time: 9_007_199_254_740_991,
  };
  const file = { type: "attachment" as const, key: "2", sender: bare.sender, file: { name: "../../etc/passwd" } };
  const transcript = renderTranscript(toArchive({ ...several, messages: [bare, file] }));
  expect(transcript).toContain("## Time unknown · Someone\n\n> (no text)");
  expect(transcript).toContain("> File: \\_\\_..\\_etc\\_passwd\n");
});

test.each([
  ["# heading", String.raw`\# heading`],
  ["- item", String.raw`\- item`],
  ["12. item", String.raw`12\. item`],
  ["===", String.raw`\===`],
  ["> quote", String.raw`\> quote`],
  ["    code", "\u00A0\u00A0\u00A0\u00A0code"],
  ["[x](javascript:alert(1))", String.raw`\[x\](javascript\:alert(1))`],
  ["![x](https://evil.example/p.png)", String.raw`\!\[x\](https\://evil.example/p.png)`],
  ["<script>&lt;", String.raw`\<script\>\&lt;`],
  ["`a` **b** __c__ ~~d~~ |", String.raw`\`a\` \*\*b\*\* \_\_c\_\_ \~\~d\~\~ \|`],
  ["www.evil.example me@evil.example", String.raw`www\.evil.example me\@evil.example`],
  ["back\\slash", String.raw`back\\slash`],
  ["\u202Egnp.exe\u0000\u001B[31m", String.raw`gnp.exe\[31m`],
  ["1999 was fine - 2 + 2 = 4.", "1999 was fine - 2 + 2 = 4."],
])("%j becomes %j", (text, inert) => {
  expect(toInertLines(text)).toEqual([inert]);
});

test("every kind of line end makes a line, and one-line text has none", () => {
  expect(toInertLines("a\r\nb\rc\u2028d\n\ne")).toEqual(["a", "b", "c", "d", "", "e"]);
  expect(toInertText(" a\n# b ")).toBe(String.raw`a \# b`);
});

test.each(["#", "\\", "www.", "1", "1.", " ", "-", "\t", "\u202E", "\n-", "@"])(
  "ten times as many characters of %j take not much more than ten times as long",
  (unit) => {
    const [short, long] = [unit.repeat(1_000 / unit.length), unit.repeat(10_000 / unit.length)];
    expect(growth(toInertLines, short, long)).toBeLessThan(30);
  },
);

test("a file is said with where it is kept, or in a word why it is not", () => {
  const archive = toArchive(several);
  const withFile = (more: object): string =>
    renderTranscript({
      ...archive,
      messages: archive.messages.flatMap((message) =>
        message.file ? [{ ...message, file: { ...message.file, ...more } }] : [],
      ),
    });
  expect(withFile({ storedAs: "archives/1/files/3" })).toContain(
    "> File: error.png (image/png, 48213 bytes), kept as archives/1/files/3",
  );
  expect(withFile({ failure: "too large" })).toContain(
    "> File: error.png (image/png, 48213 bytes), not kept: too large",
  );
});
