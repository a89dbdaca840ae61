import { compileFunction } from "node:vm";
import * as core from "@cliq-actions/core";
import { outputOf } from "@cliq-actions/core/testing";
import { problemsOfOutput } from "@cliq-actions/fake-cliq";
import { expect, test } from "vitest";
import { toBuilderCode } from "./to-builder-code.ts";

const { banner, card, confirmation, copyText, graph, images, instantButtons, label, list, markup, openUrl } = core;
const { asBot, openUrlByDevice, paragraph, percentageChart, poll, previewUrl, prompt, sectionedCard } = core;
const { styleTable, systemCall, table, text } = core;

const builders = new Map<string, unknown>(Object.entries(core));

/** What the code makes of a reply, run as an action's own `execute` would run it. */
function evaluate(code: string): unknown {
  const [imports = "", body = ""] = code.split(/(?<=;\n)\n/u);
  const names = /^import \{ (.*) \} from /u.exec(imports)?.[1]?.split(", ") ?? [];
  const run = compileFunction(body, names) as (...values: unknown[]) => core.Reply;
  return outputOf(run(...names.map((name) => builders.get(name))));
}

const nasty = "\\ ` ${1} 'a' \"b\" \r\n\t\u200B\u2028 👩‍👩‍👧 {@all} *b*";

test.each<[name: string, reply: core.Reply]>([
  ["a plain text", text("Done, 3 of 4.")],
  ["a text with marks", text(markup`*Done* for ${"*Ana*"} ${3}`)],
  ["a text that code would have to escape", text(nasty)],
  ["such a text that is vouched for", text(markup([nasty] as never))],
  ["a banner", banner("It is on the page.")],
  ["a banner of a failure", banner(markup`_Nothing_ to do`, "failure")],
  ["a card with nothing else", card({ title: "Row kept", text: "Here" })],
  [
    "a card of another theme with a picture",
    card({ title: "T", text: "x", theme: "basic", thumbnail: "https://a.example/b.png" }),
  ],
  [
    "every slide",
    card({
      title: markup`*Row*`,
      text: "x",
      slides: [
        table(
          ["Name", "Count"],
          [
            ["Ana", "1"],
            [markup`*Bo*`, ""],
          ],
          "People",
        ),
        list(["one", markup`[two](https://two.example)`], markup`_Things_`),
        label({ Status: "open", "Opened by": markup`*Ana*`, "3 + 4": "7" }, "Facts"),
        images(["https://a.example/1.png", "https://a.example/2.png"]),
        paragraph("A paragraph\nof two lines", "Words"),
        styleTable(table(["A", "B"], [["1", "2"]]), { widths: [60, 40], stickyRows: 1, stickyColumns: 2 }),
        percentageChart(
          [
            ["Open", 3],
            [markup`_Done_`, 4.5],
          ],
          { title: "Work", preview: "doughnut" },
        ),
        percentageChart([["Open", 3]]),
        graph(
          [
            {
              name: "Jira",
              values: [
                ["Jan", 1],
                ["Feb", -2],
              ],
            },
          ],
          { preview: "trend", xAxis: "Month", yAxis: "*" },
        ),
      ],
    }),
  ],
  [
    "every button",
    text("x", {
      buttons: [
        openUrl("Open", "https://a.example/?a=1&b=2", { tone: "-", hint: "Leads away" }),
        copyText("Copy", nasty),
        systemCall("Call", "audiocall/123"),
        systemCall("Where", "locationpermission", { hint: "Asks", key: "where" }),
      ],
    }),
  ],
  [
    "the other buttons",
    text("x", {
      buttons: [
        openUrlByDevice("Open", { web: "https://a.example", iOS: "tel:1" }),
        openUrlByDevice("Open", { android: "sms:1" }),
        previewUrl("Watch", "https://a.example/video"),
        copyText("Copy", "x", {
          tone: "-",
          confirm: confirmation({
            title: "Sure?",
            description: "It is long",
            input: "Why?",
            emotion: "negative",
            buttonLabel: "Yes",
            cancelButtonLabel: "No",
            mandatory: true,
          }),
        }),
        copyText("Copy", "x", { confirm: confirmation({ title: "Sure?", input: "Why?", buttonLabel: "Yes" }) }),
      ],
    }),
  ],
  ["a poll", poll({ title: "Lunch?", text: "x", options: ["Yes", markup`*No*`], slides: [list(["a"])] })],
  ["a prompt", prompt({ title: "Deploy?", text: "x", buttons: [copyText("Copy", "x")] })],
  [
    "a card with sections",
    sectionedCard({
      title: "T",
      text: "x",
      thumbnail: "https://a.example/b.png",
      sections: [{ title: "Facts", fields: { Owner: "Ana", "3 + 4": markup`*7*` } }, { fields: { A: "" } }],
    }),
  ],
  ["the name of a bot", asBot(text("x"), { name: "Release bot", image: "https://a.example/b.png" })],
  [
    "buttons within a text",
    asBot(
      instantButtons((press) =>
        card({
          title: "T",
          text: markup`${nasty}${press(copyText("Yes", nasty))} or \`code\` ${press(systemCall("[No]", "set_reminder"))}!`,
          slides: [list(["a"])],
        }),
      ),
      { name: "B" },
    ),
  ],
])("what is copied as code makes the same reply: %s", (_, reply) => {
  const output = outputOf(reply);
  expect(problemsOfOutput(output)).toEqual([]);
  const made = toBuilderCode(output);
  expect(made).toEqual({
    code: expect.stringMatching(/^import \{ .* \} from ".*";\n\nreturn \w+\(/u),
  });
  expect(evaluate((made as { code: string }).code)).toEqual(output);
});

test("plain words are written plainly, and nothing is imported that is not used", () => {
  expect(toBuilderCode(outputOf(text("Done", { buttons: [copyText("Copy", "x")] })))).toEqual({
    code: 'import { copyText, text } from "@cliq-actions/core";\n\nreturn text("Done", { buttons: [copyText("Copy", "x")] });\n',
  });
});

test("long code is broken into lines", () => {
  const rows = Array.from({ length: 3 }, (_, index) => [`Person ${index}`, "x".repeat(40)]);
  const { code } = toBuilderCode(outputOf(text("Done", { slides: [table(["Who", "What"], rows)] }))) as {
    code: string;
  };
  expect(Math.max(...code.split("\n").map((line) => line.length))).toBeLessThan(120);
  expect(code).toContain('\n      table(\n        ["Who", "What"],\n        [\n          ["Person 0", ');
});

test.each<[object, RegExp]>([
  [{ text: "x", made_up: 1 }, /^No builder makes exactly this reply: copy it as JSON\.$/u],
  [{ type: "text", text: "x" }, /exactly/u],
  [{ card: { title: "T" } }, /exactly this reply.* must not be empty|takes a string/u],
  [{ text: "x", card: { title: "T", theme: "default" } }, /A card's theme is one of/u],
  [{ text: "x", slides: [{ type: "image", data: [] }] }, /There is no builder for slides of the type "image"/u],
  [{ text: "x", slides: [{ type: "graph", data: [] }] }, /graph\(\) categories must be a list of at least one/u],
  [{ text: "[Yes]($1)", references: { 2: { type: "button", object: {} } } }, /There is no builder for buttons/u],
  [{ text: "x", card: { title: "T", theme: "prompt" } }, /A prompt has one button at least/u],
  [{ text: "x", slides: [{ type: "table", data: { headers: ["A"], rows: [{ A: 1 }] } }] }, /No builder/u],
  [
    { text: "x", buttons: [{ label: "Go", type: "+", action: { type: "invoke.function", data: { name: "f" } } }] },
    /There is no builder for buttons of the type "invoke.function"/u,
  ],
  [
    { text: "x", buttons: [{ label: "Go", type: "+", icon: "k", action: { type: "copy", data: { text: "t" } } }] },
    /exactly/u,
  ],
  [{ text: "x", slides: [{ type: "label", data: [{ A: "1" }, { A: "2" }] }] }, /exactly/u],
  [{ text: "x", slides: [{ type: "label", data: [{ "*A*": "1" }] }] }, /exactly/u],
  [{ type: "form", name: "f", title: "F", inputs: [] }, /No builder/u],
])("of what no builder makes, the reason is said: %j", (output, reason) => {
  expect(toBuilderCode(output)).toEqual({ reason: expect.stringMatching(reason) });
});
