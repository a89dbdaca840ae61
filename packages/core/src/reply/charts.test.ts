import { expect, test } from "vitest";
import { InvalidReply } from "../errors/invalid-reply.ts";
import { outputOf } from "../testing/output-of.ts";
import { graph } from "./graph.ts";
import { markup } from "./markup.ts";
import { text } from "./message.ts";
import { percentageChart } from "./percentage-chart.ts";
import type { Slide } from "./slide.ts";
import { list, table } from "./slides.ts";
import { styleTable } from "./style-table.ts";

const drawn = (...slides: Slide[]) => outputOf(text("a", { slides })).slides;
const points = (count: number) => Array.from({ length: count }, (_, index): [string, number] => [`p${index}`, index]);

test("a percentage chart is labels with numbers, and how it is drawn", () => {
  expect(
    drawn(
      percentageChart(
        [
          ["Open", 3],
          [markup`_Done_`, 7.5],
        ],
        { title: "*Week*", preview: "doughnut" },
      ),
    ),
  ).toEqual([
    {
      type: "percentage_chart",
      title: "*\u200BWeek*\u200B",
      data: [
        { label: "Open", value: 3 },
        { label: "_Done_", value: 7.5 },
      ],
      styles: { preview: "doughnut" },
    },
  ]);
  expect(drawn(percentageChart([["a", 0]]))).toEqual([
    { type: "percentage_chart", data: [{ label: "a", value: 0 }], styles: { preview: "pie" } },
  ]);
});

test("of more than five shares the last ones are one together", () => {
  expect(drawn(percentageChart(points(5)))?.[0]?.data).toHaveLength(5);
  expect(drawn(percentageChart(points(8)))?.[0]?.data).toEqual([
    { label: "p0", value: 0 },
    { label: "p1", value: 1 },
    { label: "p2", value: 2 },
    { label: "p3", value: 3 },
    { label: "4 more", value: 22 },
  ]);
  const huge = percentageChart(points(8).map(([label]) => [label, Number.MAX_VALUE]));
  expect(drawn(huge)?.[0]?.data).toContainEqual({ label: "4 more", value: Number.MAX_VALUE });
});

test("a graph is categories of points, with words along its axes", () => {
  const categories = [
    {
      name: "Asana",
      values: [
        ["Jan", 9],
        ["Feb", -6.5],
      ] as const,
    },
    { name: "Jira*", values: [["Jan", 1]] as const },
  ];
  expect(drawn(graph(categories, { title: "Uses", preview: "trend", xAxis: "Month", yAxis: "Count" }))).toEqual([
    {
      type: "graph",
      title: "Uses",
      data: [
        {
          category: "Asana",
          values: [
            { label: "Jan", value: 9 },
            { label: "Feb", value: -6.5 },
          ],
        },
        { category: "Jira*\u200B", values: [{ label: "Jan", value: 1 }] },
      ],
      styles: { preview: "trend", x_axis: "Month", y_axis: "Count" },
    },
  ]);
  expect(drawn(graph([{ name: "a", values: points(1) }]))?.[0]).toEqual({
    type: "graph",
    data: [{ category: "a", values: [{ label: "p0", value: 0 }] }],
    styles: { preview: "vertical_bar" },
  });
});

test("a graph's title says what is left out", () => {
  const wide = { name: "c", values: points(25) };
  const [one, many, untitled] = [
    drawn(graph([wide], { title: "Uses" })),
    drawn(
      graph(
        Array.from({ length: 7 }, () => ({ ...wide, values: points(3) })),
        { title: "Uses" },
      ),
    ),
    drawn(graph(Array.from({ length: 6 }, () => wide))),
  ];
  expect(one?.[0]).toMatchObject({ title: "Uses (first 20 of 25 values)", data: [{ values: { length: 20 } }] });
  expect(many?.[0]).toMatchObject({ title: "Uses (5 of 7 categories)", data: { length: 5 } });
  expect(untitled?.[0]?.title).toBe("5 of 6 categories, first 20 of 25 values");
});

test("graphs that are too large together have fewer values, and say so", () => {
  const values = Array.from({ length: 20 }, (): [string, number] => ["\u{1F600}".repeat(10), Math.PI]);
  const big = graph(
    Array.from({ length: 5 }, () => ({ name: "c".repeat(20), values })),
    { title: "Uses" },
  );
  const slides = drawn(big, big, big);
  expect(JSON.stringify(slides).length).toBeLessThanOrEqual(10_000);
  expect(slides?.[0]?.title).toMatch(/^Uses \(first \d+ of 20 values\)$/);
});

test("labels are cut between two characters a person sees, and one with nothing to see says so", () => {
  const family = "👩‍👩‍👧‍👧";
  expect(
    drawn(
      percentageChart([
        [family.repeat(9), 1],
        ["\u200B", 2],
      ]),
    )?.[0]?.data,
  ).toEqual([
    { label: `${family}…`, value: 1 },
    { label: "(no text)", value: 2 },
  ]);
});

test("a table has widths, and rows and columns that stay in sight", () => {
  const people = table(["Name", "Team"], [["Ana", "Sales"]], "People");
  expect(drawn(styleTable(people, { widths: [60, 40], stickyRows: 1, stickyColumns: 2 }))).toEqual([
    {
      type: "table",
      title: "People",
      data: { headers: ["Name", "Team"], rows: [{ Name: "Ana", Team: "Sales" }] },
      styles: { width: [60, 40], sticky: { rows: 1, columns: 2 } },
    },
  ]);
  expect(drawn(styleTable(people, { stickyRows: 0 }))?.[0]?.styles).toEqual({ sticky: { rows: 0 } });
  expect(drawn(styleTable(people, { widths: [1, 99] }))?.[0]?.styles).toEqual({ width: [1, 99] });
});

test("a table that is cut keeps its styles", () => {
  const rows = Array.from({ length: 900 }, () => ["x".repeat(50)]);
  const [slide] = drawn(styleTable(table(["a"], rows), { stickyRows: 1 })) ?? [];
  expect(slide).toMatchObject({ styles: { sticky: { rows: 1 } } });
  expect(JSON.stringify(slide)).toContain(" more");
});

const people = table(["a", "b"], [["1", "2"]]);

test.each([
  ["percentageChart() segments must be a list of at least one", () => percentageChart([])],
  [
    "A chart's preview is one of pie, doughnut, semi_doughnut.",
    () => percentageChart([["a", 1]], { preview: "bar" as never }),
  ],
  ["A chart's value must be a number, not a string.", () => percentageChart([["a", "1" as never]])],
  ["A chart's value must be a finite number, and not below 0.", () => percentageChart([["a", -1]])],
  ["A chart's value must be a finite number, and not below 0.", () => percentageChart([["a", NaN]])],
  ["Chart label must not be empty.", () => percentageChart([["", 1]])],
  ["graph() categories must be a list of at least one", () => graph([])],
  ["A graph category's values must be a list of at least one", () => graph([{ name: "a", values: [] }])],
  ["A graph's value must be a finite number.", () => graph([{ name: "a", values: [["b", Infinity]] }])],
  ["A graph's value must be a number, not nothing.", () => graph([{ name: "a", values: [["b"] as never] }])],
  [
    "A graph's preview is one of vertical_bar, vertical_stacked_bar, trend, horizontal_bar, horizontal_stacked.",
    () => graph([{ name: "a", values: points(1) }], { preview: "pie" as never }),
  ],
  ["A table's widths are 2 whole numbers from 1 that add up to 100.", () => styleTable(people, { widths: [100] })],
  ["A table's widths are 2 whole numbers from 1 that add up to 100.", () => styleTable(people, { widths: [50, 49] })],
  ["A table's widths are 2 whole numbers from 1 that add up to 100.", () => styleTable(people, { widths: [0, 100] })],
  [
    "A table's widths are 2 whole numbers from 1 that add up to 100.",
    () => styleTable(people, { widths: [0.5, 99.5] }),
  ],
  ["Of a table 0 to 2 rows are sticky.", () => styleTable(people, { stickyRows: 3 })],
  ["Of a table 0 to 2 columns are sticky.", () => styleTable(people, { stickyColumns: -1 })],
  ["styleTable() takes a slide that table() made.", () => styleTable(list(["a"]) as never, {})],
  ["styleTable() takes a slide that table() made.", () => styleTable({} as never, {})],
])("what only an author can have got wrong is refused by name: %s", (sentence, build) => {
  expect(build).toThrow(InvalidReply);
  expect(build).toThrow(sentence);
});

test("a list where a table belongs does not compile", () => {
  // @ts-expect-error -- only a table has columns
  expect(() => styleTable(list(["a"]), {})).toThrow(InvalidReply);
});
