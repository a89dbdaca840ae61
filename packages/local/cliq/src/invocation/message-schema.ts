import * as z from "zod";
import {
  address,
  anyText,
  checkPart,
  checkTwins,
  fields,
  list,
  notEmpty,
  oneOf,
  text,
  tooMany,
  trueOrFalse,
  wholeNumber,
} from "./reply-fields.ts";

const mostUrlChars = 256;
const openable = address(
  /^(?:https?:\/\/|(?:tel|sms|sip):.)/i,
  "an http, https, tel, sms or sip address",
  mostUrlChars,
);
const previewed = address(/^https?:\/\//i, "an http or https address", 500);

/** What each action of a button has in `data`. */
export const buttonData: Readonly<Record<string, z.ZodType>> = {
  "invoke.function": fields({ name: text(Infinity) }),
  "open.url": fields({
    web: openable.optional(),
    windows: openable.optional(),
    iOS: openable.optional(),
    android: openable.optional(),
  }).refine((data) => ["web", "windows", "iOS", "android"].some((system) => system in data), "needs an address."),
  // One document has `url`, the other `web`.
  "preview.url": fields({ url: previewed.optional(), web: previewed.optional() }).refine(
    (data) => data.url !== undefined || data.web !== undefined,
    "needs an address.",
  ),
  "system.api": fields({
    api: anyText.regex(
      /^(?:(?:audiocall|videocall|startchat|invite|joinchannel)\/.+|locationpermission|set_reminder)$/,
      "must be one of Cliq's own calls, such as startchat/{zuid}.",
    ),
  }),
  copy: fields({ text: notEmpty(200) }),
};

const action = fields({
  // `invoke.bot` is documented, and was seen to be refused (LIVE).
  type: oneOf(...Object.keys(buttonData)),
  data: z.unknown().optional(),
  confirm: fields({
    title: text(100),
    description: text(100).optional(),
    input: text(300),
    emotion: oneOf("positive", "neutral", "negative").optional(),
    button_label: text(100),
    cancel_button_label: text(100).optional(),
    mandatory: trueOrFalse.optional(),
  }).optional(),
}).superRefine(({ type, data }, context) => {
  checkPart(context, buttonData[type], data, ["data"]);
});

const button = fields({
  label: text(20),
  type: oneOf("+", "-"),
  hint: text(100).optional(),
  key: text(100).optional(),
  action,
  arguments: fields({}).optional(),
});
/** In a text, where a button may be of no type, and documents have three kinds of action alone. */
const instantButton = button
  .extend({ type: oneOf("+", "-").optional() })
  .superRefine(({ action: { type } }, context) => {
    checkPart(context, oneOf("invoke.function", "system.api", "copy"), type, ["action", "type"]);
  });
const buttons = list(button, 5, "buttons").optional();

const tableStyles = fields({
  width: z.array(wholeNumber(1, 100), { error: "must be a list of numbers." }).optional(),
  sticky: fields({ rows: wholeNumber(0, 2).optional(), columns: wholeNumber(0, 2).optional() }).optional(),
}).superRefine(({ width }, context) => {
  if (width !== undefined && width.reduce((sum, part) => sum + part, 0) !== 100)
    context.addIssue({ code: "custom", message: "must add up to 100.", path: ["width"] });
});
const cell = z.union([anyText, z.number(), z.boolean()], { error: "must be a text." });

const table = fields({
  headers: z.array(anyText, { error: "must be a list of texts." }),
  rows: z.array(z.record(z.string(), cell, { error: "must be an object." }), { error: "must be a list of objects." }),
  // One document has them here, the others beside the data.
  styles: tableStyles.optional(),
}).superRefine(({ headers, rows }, context) => {
  checkTwins(context, headers, (index) => ["headers", index]);
  for (const [index, row] of rows.entries()) {
    const keys = Object.keys(row);
    const odd = keys.find((key) => !headers.includes(key)) ?? headers.find((header) => !keys.includes(header));
    if (odd !== undefined)
      context.addIssue({
        code: "custom",
        message: `must have just the headers as keys, and differs in "${odd}".`,
        path: ["rows", index],
      });
  }
});
const labelled = fields({
  label: text(20),
  value: z
    .union([z.number(), z.string()], { error: "must be a number." })
    .refine((value) => value !== "" && Number.isFinite(Number(value)), "must be a number."),
});

const pictures = z.array(address(/^https:\/\//i, "an https address"), { error: "must be a list of addresses." });

/** The words for one key of `styles`. */
const styled = (key: string, words: readonly string[]) => fields({ [key]: oneOf(...words).optional() });

/** What each type of slide has in `data`, and may have in `styles`. Two documents name the pictures differently. */
export const slideTypes: Readonly<Record<string, { readonly data: z.ZodType; readonly styles?: z.ZodType }>> = {
  text: { data: text(Infinity) },
  table: { data: table, styles: tableStyles },
  list: {
    data: z.array(anyText, { error: "must be a list of texts." }).min(1, "must not be empty."),
    // The last one is the document's own example, and not among the words it allows.
    styles: styled("type", [
      "disc",
      "circle",
      "square",
      "decimal",
      "lower-alpha",
      "upper-alpha",
      "lower-roman",
      "upper-roman",
      "bulleted",
    ]),
  },
  images: { data: pictures },
  image: { data: pictures },
  label: {
    data: z.array(z.record(z.string(), cell, { error: "must be an object." }), { error: "must be a list of objects." }),
  },
  percentage_chart: {
    data: list(labelled, 5, "segments"),
    styles: styled("preview", ["pie", "doughnut", "semi_doughnut"]),
  },
  graph: {
    data: list(fields({ category: text(20), values: list(labelled, 20, "values") }), 5, "categories"),
    styles: styled("preview", [
      "vertical_bar",
      "vertical_stacked_bar",
      "horizontal_bar",
      "horizontal_stacked",
      "trend",
    ]).extend({ x_axis: text(20).optional(), y_axis: text(20).optional() }),
  },
};

const slide = fields({
  type: oneOf(...Object.keys(slideTypes)),
  title: anyText.optional(),
  data: z.unknown().optional(),
  styles: fields({}).optional(),
  buttons,
}).superRefine(({ type, data, styles }, context) => {
  const known = slideTypes[type];
  checkPart(context, known?.data, data, ["data"]);
  if (styles !== undefined) checkPart(context, known?.styles, styles, ["styles"]);
  if (type !== "table" || known?.data.safeParse(data).success !== true) return;
  const { headers, styles: within } = data as z.infer<typeof table>;
  for (const [place, width] of [
    [["styles"], styles?.["width"]],
    [["data", "styles"], within?.width],
  ] as const)
    if (Array.isArray(width) && width.length !== headers.length)
      context.addIssue({ code: "custom", message: "must have one number for each header.", path: [...place, "width"] });
});

/** All slides together, as JSON. */
const slidesTotalChars = 10_000;
const slides = list(slide, 20, "slides").superRefine((all, context) => {
  const { length } = JSON.stringify(all);
  if (length > slidesTotalChars)
    context.addIssue({ code: "custom", message: tooMany(length, "characters of JSON", slidesTotalChars) });
});

/** An https address; Zoho's own examples have a path. */
const picture = anyText
  .refine(
    (value) => /^(?:\/|https:\/\/)/i.test(value) && URL.canParse(value, "https://cliq.zoho.com"),
    "must be an https address.",
  )
  .optional();

const card = fields({
  title: text(200).optional(),
  theme: oneOf("modern-inline", "poll", "prompt", "basic", "default").optional(),
  thumbnail: picture,
  options: list(fields({ text: text(100) }), 10, "options").optional(),
  sections: list(
    fields({
      title: anyText.optional(),
      fields: list(fields({ title: anyText, value: cell }), Infinity, "fields"),
    }),
    Infinity,
    "sections",
  ).optional(),
  // LIVE: "extra_key_found: 'buttons' is an extra key", although a document has them here.
  buttons: z.undefined({ error: "must stand beside the card: Cliq refuses 'buttons' inside it." }).optional(),
}).superRefine((given, context) => {
  const { theme = "modern-inline", title, options } = given;
  const tell = (path: string, message: string): void => context.addIssue({ code: "custom", message, path: [path] });
  if (theme === "poll" && (options?.length ?? 0) < 2) tell("options", "must be two or more in a poll.");
  if ((theme === "poll" || theme === "prompt") && title === undefined)
    tell("title", `is what a ${theme} asks, and is missing.`);
  for (const [part, themes] of Object.entries(themesOf))
    if (given[part] !== undefined && !themes.includes(theme)) tell(part, `is no part of the theme "${theme}".`);
});

/** In which themes the documents have a part of a card; of "basic" and "default" they have no word on thumbnails. */
const themesOf: Readonly<Record<string, readonly string[]>> = {
  options: ["poll"],
  sections: ["modern-inline"],
  thumbnail: ["modern-inline", "basic", "default"],
};

/** A message, with or without a card. */
export const messageSchema = fields({
  text: text(5_000).optional(),
  card: card.optional(),
  slides: slides.optional(),
  buttons,
  bot: fields({ name: anyText.optional(), image: picture }).optional(),
  references: z
    .record(z.string(), fields({ type: oneOf("button"), object: instantButton }), { error: "must be an object." })
    .optional(),
})
  .refine((message) => message.text !== undefined || message.card !== undefined, "needs a text or a card.")
  .superRefine(({ card: { theme } = {}, buttons: given = [] }, context) => {
    const tell = (message: string): void => context.addIssue({ code: "custom", message, path: ["buttons"] });
    if (theme === "prompt" && given.length === 0) tell("must be one or more below a prompt.");
    if (theme === "poll" && given.length > 0) tell("is no part of a poll.");
  });
