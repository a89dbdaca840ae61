import {
  asBot,
  banner,
  card,
  type CardSection,
  confirmation,
  copyText,
  excerpt,
  graph,
  images,
  instantButtons,
  label,
  list,
  markup,
  mention,
  openUrl,
  openUrlByDevice,
  paragraph,
  percentageChart,
  poll,
  previewUrl,
  prompt,
  quietMention,
  type Reply,
  sectionedCard,
  type Slide,
  styleTable,
  systemCall,
  table,
  text,
} from "@cliq-actions/core";
import { outputOf } from "@cliq-actions/core/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { problemsOfOutput } from "./problems-of-output.ts";

/** What people may write, also halves of characters, what hides, what has an effect, and what is longer than any place. */
const words = fc
  .oneof(
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(fc.integer({ min: 0, max: 0xff_ff }), { maxLength: 30 }).map((units) => String.fromCharCode(...units)),
    fc.constantFrom("{@all}", "[a](invoke.function|b)", "[Yes]($1)", "\u202E", "\u0000", '"],', "`*_~", "__proto__"),
    fc
      .tuple(fc.string({ unit: "grapheme", minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 3_000 }))
      .map(([piece, times]) => piece.repeat(times)),
  )
  // Nothing at all is an author's mistake, and refused.
  .map((written) => (written === "" ? " " : written));
const replyText = fc.oneof(
  words,
  words.map((written) => markup`*${written}*, ${7}`),
  fc.tuple(words, fc.integer({ min: 1, max: 50 })).map(([written, most]) => excerpt(written, most)),
);
const title = fc.option(replyText, { nil: undefined });
/** A button's own words are its author's: they are never nothing. */
const named = words.map((written) => `a${written}`);
const number = fc.double({ noDefaultInfinity: true, noNaN: true });
const points = (values: fc.Arbitrary<number>) => fc.array(fc.tuple(replyText, values), { minLength: 1, maxLength: 30 });

const columns = fc.integer({ min: 1, max: 4 });
const tables = columns.chain((count) => {
  const row = fc.array(replyText, { minLength: count, maxLength: count });
  return fc.tuple(row, fc.array(row, { minLength: 1, maxLength: 30 }), title).map((parts) => table(...parts));
});
const slide: fc.Arbitrary<Slide> = fc.oneof(
  tables,
  fc
    .tuple(tables, fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }))
    .map(([made, stickyRows, stickyColumns]) => styleTable(made, { stickyRows, stickyColumns })),
  fc.tuple(fc.array(replyText, { minLength: 1, maxLength: 40 }), title).map((parts) => list(...parts)),
  fc.tuple(fc.dictionary(words, replyText, { minKeys: 1 }), title).map((parts) => label(...parts)),
  fc.tuple(replyText, title).map((parts) => paragraph(...parts)),
  title.map((heading) => images(["https://a.example/1.png"], heading)),
  fc
    .tuple(points(number.map(Math.abs)), title, fc.constantFrom("pie", "doughnut", "semi_doughnut"))
    .map(([segments, heading, preview]) => percentageChart(segments, { ...(heading && { title: heading }), preview })),
  fc
    .tuple(fc.array(fc.record({ name: replyText, values: points(number) }), { minLength: 1, maxLength: 7 }), replyText)
    .map(([categories, heading]) => graph(categories, { title: heading, xAxis: heading, yAxis: heading })),
);

const options = fc.record(
  {
    tone: fc.constantFrom("+", "-"),
    hint: words,
    key: words,
    confirm: fc
      .record(
        {
          title: named,
          input: named,
          buttonLabel: named,
          description: words,
          cancelButtonLabel: words,
          mandatory: fc.boolean(),
        },
        { requiredKeys: ["title", "input", "buttonLabel"] },
      )
      .map(confirmation),
  },
  { requiredKeys: [] },
);
const inText = fc.oneof(
  fc.tuple(named, words, options).map((parts) => copyText(...parts)),
  fc.tuple(named, options).map(([shown, more]) => systemCall(shown, "set_reminder", more)),
);
const button = fc.oneof(
  inText,
  fc.tuple(named, options).map(([shown, more]) => openUrl(shown, "https://a.example", more)),
  fc.tuple(named, options).map(([shown, more]) => openUrlByDevice(shown, { iOS: "tel:1" }, more)),
  fc.tuple(named, options).map(([shown, more]) => previewUrl(shown, "https://a.example", more)),
);
const [slides, buttons] = [fc.array(slide, { maxLength: 25 }), fc.array(button, { maxLength: 5 })];
const section: fc.Arbitrary<CardSection> = fc
  .tuple(fc.dictionary(words, replyText, { minKeys: 1 }), title)
  .map(([fields, heading]) => ({ fields, ...(heading !== undefined && { title: heading }) }));
const person = fc.record({ id: fc.constant("42"), name: words });

const message: fc.Arbitrary<Reply> = fc.oneof(
  fc
    .tuple(replyText, slides, buttons)
    .map(([said, below, pressable]) => text(said, { slides: below, buttons: pressable })),
  fc.record({ title: replyText, text: replyText, slides, buttons }).map(card),
  fc
    .record({
      title: replyText,
      text: replyText,
      slides,
      options: fc.array(replyText, { minLength: 2, maxLength: 10 }),
    })
    .map((content) => poll({ ...content, options: content.options as [string, string] })),
  fc
    .tuple(fc.record({ title: replyText, text: replyText, slides }), button, fc.array(button, { maxLength: 4 }))
    .map(([content, first, others]) => prompt({ ...content, buttons: [first, ...others] })),
  fc
    .record({
      title: replyText,
      text: replyText,
      sections: fc.array(section, { minLength: 1, maxLength: 20 }),
      slides,
      buttons,
    })
    .map(sectionedCard),
  fc
    .tuple(words, person, fc.array(inText, { minLength: 1, maxLength: 6 }))
    .map(([said, who, pressed]) =>
      instantButtons((press) =>
        text(
          pressed.reduce(
            (line, one) => markup`${line} ${press(one)}`,
            markup`${said}${mention(who)}${quietMention(who)}`,
          ),
        ),
      ),
    ),
);

test("whatever people write, the builders make replies that Cliq can show", () => {
  const reply = fc.oneof(
    message,
    fc.tuple(message, named).map(([said, name]) => asBot(said, { name })),
    fc.tuple(replyText, fc.constantFrom("success", "failure")).map((parts) => banner(...parts)),
  );
  fc.assert(
    fc.property(reply, (made) => {
      expect(problemsOfOutput(outputOf(made))).toEqual([]);
    }),
    // A reply is large, and takes minutes to shrink.
    { numRuns: 200, endOnFailure: true },
  );
});
