import {
  graph,
  images,
  InvalidReply,
  label,
  list,
  paragraph,
  percentageChart,
  type ReplyText,
  type Slide,
  styleTable,
  table,
} from "@cliq-actions/core";
import { toFields, toList } from "../page/reply/fields.ts";
import { call, listOf, type Made, optionsOf, plain } from "./made.ts";
import { toMadeWords } from "./to-made-words.ts";

/** The builder's call for a slide as it stands in a reply. */
export function toMadeSlide(value: unknown): Made<Slide> {
  const { type, title, data, styles } = toFields(value);
  const heading = title === undefined ? [] : [toMadeWords(title)];
  const words = (): Made<readonly ReplyText[]> => listOf(toList(data).map(toMadeWords));
  switch (type) {
    case "table": {
      const headers = toList(toFields(data)["headers"]);
      const rows = toList(toFields(data)["rows"]).map((row) =>
        listOf(headers.map((header) => toMadeWords(toFields(row)[String(header)]))),
      );
      const made = call("table", table, [listOf(headers.map(toMadeWords)), listOf(rows), ...heading]);
      return styles === undefined ? made : call("styleTable", styleTable, [made, plain(toTableStyles(styles))]);
    }
    case "list":
      return call("list", list, [words(), ...heading]);
    case "images":
      return call("images", images, [plain(data as string[]), ...heading]);
    case "label": {
      const pairs = toList(data).flatMap((pair) => Object.entries(toFields(pair)));
      return call("label", label, [
        optionsOf(Object.fromEntries(pairs.map(([name, words]) => [name, toMadeWords(words)]))),
        ...heading,
      ]);
    }
    case "text":
      return call("paragraph", paragraph, [toMadeWords(data), ...heading]);
    case "percentage_chart":
      return call("percentageChart", percentageChart, [toPoints(data), toOptions({ title, preview: "pie" }, styles)]);
    case "graph": {
      const categories = toList(data).map((category) => {
        const { category: name, values } = toFields(category);
        return optionsOf({ name: toMadeWords(name), values: toPoints(values) });
      });
      return call("graph", graph, [listOf(categories), toOptions({ title, preview: "vertical_bar" }, styles)]);
    }
    default:
      throw new InvalidReply(`There is no builder for slides of the type ${JSON.stringify(type)}.`);
  }
}

function toPoints(values: unknown): Made<readonly unknown[]> {
  return listOf(
    toList(values).map((point) => listOf([toMadeWords(toFields(point)["label"]), plain(toFields(point)["value"])])),
  );
}

/** A chart's title and styles; what the builder does by itself is not said. */
function toOptions(usual: { readonly title: unknown; readonly preview: string }, styles: unknown): Made<object> {
  const { preview, x_axis: xAxis, y_axis: yAxis } = toFields(styles);
  return optionsOf({
    ...(usual.title !== undefined && { title: toMadeWords(usual.title) }),
    ...(preview !== usual.preview && { preview: plain(preview) }),
    ...(xAxis !== undefined && { xAxis: toMadeWords(xAxis) }),
    ...(yAxis !== undefined && { yAxis: toMadeWords(yAxis) }),
  });
}

function toTableStyles(styles: unknown): object {
  const { width, sticky } = toFields(styles);
  const { rows, columns } = toFields(sticky);
  return {
    ...(width !== undefined && { widths: width }),
    ...(rows !== undefined && { stickyRows: rows }),
    ...(columns !== undefined && { stickyColumns: columns }),
  };
}
