import * as z from "zod";
import { anyText, checkPart, fields, list, oneOf, text, tooMany } from "./reply-fields.ts";

const mostUrlChars = 256;
const openable = text(mostUrlChars).regex(
  /^(?:https?|tel|sms|sip):/i,
  "must be an http, https, tel, sms or sip address.",
);

const buttonData: Readonly<Record<string, z.ZodType>> = {
  "invoke.function": fields({ name: text(Infinity) }),
  "open.url": fields({
    web: openable.optional(),
    windows: openable.optional(),
    iOS: openable.optional(),
    android: openable.optional(),
  }).refine((data) => ["web", "windows", "iOS", "android"].some((system) => system in data), "needs an address."),
  // One document has `url`, the other `web`.
  "preview.url": fields({ url: text(500).optional(), web: text(500).optional() }).refine(
    (data) => data.url !== undefined || data.web !== undefined,
    "needs an address.",
  ),
  "system.api": fields({
    api: anyText.regex(
      /^(?:(?:audiocall|videocall|startchat|invite|joinchannel)\/.+|locationpermission|set_reminder)$/,
      "must be one of Cliq's own calls, such as startchat/{zuid}.",
    ),
  }),
  copy: fields({ text: text(200) }),
};

const action = fields({
  // `invoke.bot` is documented, and was seen to be refused (LIVE).
  type: oneOf(...Object.keys(buttonData)),
  data: z.unknown().optional(),
  confirm: fields({
    title: text(100),
    description: text(100).optional(),
    input: text(300).optional(),
    emotion: oneOf("positive", "negative").optional(),
    button_label: text(100).optional(),
    cancel_button_label: text(100).optional(),
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
});
const buttons = list(button, 5, "buttons").optional();

const table = fields({
  headers: z.array(anyText, { error: "must be a list of texts." }),
  rows: z.array(fields({}), { error: "must be a list of objects." }),
}).superRefine(({ headers, rows }, context) => {
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
const labelled = fields({ label: text(20), value: z.unknown().optional() });

const pictures = z.array(anyText.regex(/^https:\/\//, "must be an https address."), {
  error: "must be a list of addresses.",
});

/** What each type of slide has in `data`, and may have in `styles`. Two documents name the pictures differently. */
const slideTypes: Readonly<Record<string, { readonly data: z.ZodType; readonly preview?: readonly string[] }>> = {
  text: { data: text(Infinity) },
  table: { data: table },
  list: { data: z.array(anyText, { error: "must be a list of texts." }).min(1, "must not be empty.") },
  images: { data: pictures },
  image: { data: pictures },
  label: { data: z.array(fields({}), { error: "must be a list of objects." }) },
  percentage_chart: { data: list(labelled, 5, "segments"), preview: ["pie", "doughnut", "semi_doughnut"] },
  graph: {
    data: list(fields({ category: text(Infinity), values: list(labelled, 20, "values") }), 5, "categories"),
    preview: ["vertical_bar", "vertical_stacked_bar", "horizontal_bar", "horizontal_stacked", "trend"],
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
  const preview = styles?.["preview"];
  if (preview !== undefined && known?.preview !== undefined && !known.preview.some((name) => name === preview))
    context.addIssue({
      code: "custom",
      message: `must be one of ${known.preview.join(", ")}.`,
      path: ["styles", "preview"],
    });
  const width: unknown = styles?.["width"];
  if (Array.isArray(width) && width.reduce((sum: number, part) => sum + Number(part), 0) !== 100)
    context.addIssue({ code: "custom", message: "must add up to 100.", path: ["styles", "width"] });
});

/** All slides together, as JSON. */
const slidesTotalChars = 10_000;
const slides = list(slide, 20, "slides").superRefine((all, context) => {
  const { length } = JSON.stringify(all);
  if (length > slidesTotalChars)
    context.addIssue({ code: "custom", message: tooMany(length, "characters of JSON", slidesTotalChars) });
});

const card = fields({
  title: text(200).optional(),
  theme: oneOf("modern-inline", "poll", "prompt", "basic", "default").optional(),
  thumbnail: anyText.optional(),
  options: list(fields({ text: text(100) }).or(text(100)), 10, "options").optional(),
  sections: z.array(fields({ fields: z.array(fields({ title: anyText, value: z.unknown().optional() })) })).optional(),
  // LIVE: "extra_key_found: 'buttons' is an extra key", although a document has them here.
  buttons: z.undefined({ error: "must stand beside the card: Cliq refuses 'buttons' inside it." }).optional(),
}).superRefine(({ theme, options }, context) => {
  if (theme === "poll" && (options?.length ?? 0) < 2)
    context.addIssue({ code: "custom", message: "must be two or more in a poll.", path: ["options"] });
});

/** A message, with or without a card. */
export const messageSchema = fields({
  text: text(5_000).optional(),
  card: card.optional(),
  slides: slides.optional(),
  buttons,
  bot: fields({ name: anyText.optional(), image: anyText.optional() }).optional(),
  references: z.record(z.string(), fields({ type: oneOf("button"), object: button })).optional(),
}).refine((message) => message.text !== undefined || message.card !== undefined, "needs a text or a card.");
