import { banner, card, openUrl, table, text as message, toResponseBody } from "@cliq-actions/core";
import { expect, test } from "vitest";
import { readReply } from "./read-reply.ts";

const headers = { "content-type": "application/json" };
const times = (count: number, item: object) => Array.from({ length: count }, () => item);
const replied = (output: unknown) => readReply({ status: 200, headers, body: JSON.stringify({ output }) });

const button = { label: "Open", type: "+", action: { type: "open.url", data: { web: "https://example.com" } } };
const instant = { label: "Yes", type: "+", action: { type: "copy", data: { text: "x" } } };
const withButton = (changes: object) => ({ text: "x", buttons: [{ ...button, ...changes }] });
const pressing = (type: string, data?: unknown, more = {}) => withButton({ action: { type, data, ...more } });
const slide = (type: string, data?: unknown, more = {}) => ({ text: "x", slides: [{ type, data, ...more }] });
const confirm = {
  title: "Finalize Budget Approval",
  description: "Please provide approval remarks before proceeding.",
  input: "Enter approval remarks",
  emotion: "neutral",
  button_label: "Confirm Approval",
  cancel_button_label: "Review Again",
  mandatory: "true",
};
const submit = { type: "invoke.function", name: "f" };
const text = { type: "text", name: "subject", label: "Subject" };
const form = (changes: object) => ({ type: "form", title: "T", name: "t", inputs: [text], action: submit, ...changes });
const withInput = (input: object) => form({ inputs: [{ ...text, ...input }] });
const long = (chars: number) => "x".repeat(chars);

/** What the pages on buttons, message formats and cards of Zoho's API post, without a card's own buttons (refused, LIVE). */
const zohosExamples = [
  {
    text: "Who's up for lunch after the match on Friday? [Yes]($1)  [Call Support]($2)  [Copy Details]($3)",
    references: {
      1: {
        type: "button",
        object: { label: "Yes", action: { type: "invoke.function", data: { name: "teammatch" } }, type: "+" },
      },
      2: {
        type: "button",
        object: {
          label: "Call Support",
          type: "+",
          action: { type: "system.api", data: { api: "videocall/12345678" } },
        },
      },
      3: {
        type: "button",
        object: {
          label: "Help",
          type: "+",
          action: { type: "invoke.function", data: { name: "HelpMessageFunctionName", owner: "user@email.com" } },
          arguments: { key_1: "value_1", key_2: "value_2" },
        },
      },
    },
  },
  {
    text: "You are invited to the Sales Annual Strategy Meet 2024.",
    card: { theme: "modern-inline", thumbnail: "/cliq/help/restapi/images/cliq_icon.png" },
    buttons: [
      {
        label: "View Agenda",
        type: "+",
        key: "view_agenda",
        action: { type: "open.url", data: { web: "https://events.zylker.com/sales-meet-2024" } },
      },
      {
        label: "Watch Promo",
        type: "+",
        key: "preview_video",
        action: { type: "preview.url", data: { url: "https://media.zylker.com/sales-meet-promo" } },
      },
    ],
  },
  {
    text: "The Q4 marketing budget is ready for review.",
    card: { title: "Q4 Budget Proposal", theme: "modern-inline" },
    hint: "Please review the allocation details before approval.",
    buttons: [
      {
        label: "Approve Budget",
        type: "+",
        key: "approve_budget_q4",
        action: {
          type: "invoke.function",
          data: { name: "approve_q4_budget", owner: "finance@zylker.com" },
          confirm: { ...confirm, emotion: "positive" },
        },
      },
    ],
  },
  {
    text: "Exploring how our customers have been leveraging integrations in the past week!",
    bot: { name: "Zylker Apptics" },
    card: { title: "Usage Analysis", theme: "modern-inline" },
    slides: [
      {
        type: "graph",
        styles: { preview: "trend", x_axis: "Months", y_axis: "Usage count" },
        data: [
          { category: "Asana", values: [{ label: "Jan", value: 9 }] },
          { category: "BitBucket", values: [{ label: "Jan", value: 12 }] },
        ],
      },
    ],
  },
  {
    text: "Sprint 42 - Please vote on which feature we prioritize this cycle.",
    card: {
      theme: "poll",
      title: "Which feature should we prioritize in Sprint 42?",
      options: [{ text: "Bulk export for audit logs" }, { text: "Dark mode for the web app" }],
    },
  },
  {
    text: "New interns will be joining these teams from July.",
    slides: [
      {
        type: "table",
        title: "Details",
        data: {
          headers: ["Name", "Team", "Reporting To"],
          rows: [{ Name: "Paula Rojas", Team: "Zylker-Sales", "Reporting To": "Li Jung" }],
          styles: { width: [50, 30, 20], sticky: { rows: 1, columns: 2 } },
        },
      },
      { type: "list", title: "Key features", data: ["Collaborate actively"], styles: { type: "bulleted" } },
      { type: "label", title: "Key features", data: [{ Revenue: "$500,000" }, { Growth: "25%" }] },
      { type: "image", data: ["https://images.unsplash.com/photo-1522199710521-72d69614c702"] },
      { type: "percentage_chart", data: [{ label: "Social Media", value: 40 }], styles: { preview: "pie" } },
    ],
  },
];

const shown: readonly (readonly [what: string, output: unknown])[] = [
  ["nothing to show", ""],
  ["a text", { text: "Hi" }],
  ["a text of the type text", { type: "text", text: long(5_000) }],
  ["a banner", { type: "banner", status: "failure", text: "No" }],
  ["a card", { card: { title: long(200) }, slides: [{ type: "text", data: "x" }], buttons: times(5, button) }],
  ["a poll", { card: { theme: "poll", title: "Lunch?", options: [{ text: "Yes" }, { text: "No" }] } }],
  ["a prompt", { card: { theme: "prompt", title: "Deploy?" }, buttons: [button] }],
  ["a card of no theme with a thumbnail", { card: { title: "T", thumbnail: "https://example.com/a.png" } }],
  ["a bot's name and picture", { text: "x", bot: { name: "B", image: "https://example.com/a.png" } }],
  ["a button that copies a blank", pressing("copy", { text: " " })],
  ["a card with sections", { card: { title: "T", sections: [{ fields: [{ title: "A", value: "1" }] }] } }],
  ["a table", slide("table", { headers: ["A", "B"], rows: [{ B: "2", A: "1" }] }, { styles: { width: [40, 60] } })],
  ["a list", slide("list", ["a", "b"])],
  ["a label", slide("label", [{ Revenue: "$500,000" }])],
  ["a label in the other form", slide("label", [{ label: "Revenue", value: "1" }])],
  ["pictures", slide("images", ["https://example.com/a.png"])],
  ["pictures by their other name", slide("image", ["https://example.com/a.png"])],
  ["a chart", slide("percentage_chart", times(5, { label: "a", value: 1 }), { styles: { preview: "pie" } })],
  [
    "a graph",
    slide("graph", [{ category: "c", values: [{ label: "a", value: 1 }] }], { styles: { preview: "trend" } }),
  ],
  ["a function's button", pressing("invoke.function", { name: "f", owner: "*" })],
  ["a preview's button", pressing("preview.url", { url: "https://example.com" })],
  ["a call's button", pressing("system.api", { api: "audiocall/123" })],
  ["a copying button", pressing("copy", { text: long(200) })],
  ["a button that asks first", pressing("copy", { text: "x" }, { confirm })],
  ...zohosExamples.map((example) => ["Zoho's own example", example] as const),
  [
    "an instant button of no type",
    { text: "[Yes]($1)", references: { 1: { type: "button", object: { ...instant, type: undefined } } } },
  ],
  ["an instant button", { text: "[Yes]($1)", references: { 1: { type: "button", object: instant } } }],
  ["a form", form({ button_label: "Create", hint: "" })],
  ["a form with actions", form({ action: undefined, actions: { submit } })],
  ["a hidden input", form({ inputs: [{ type: "hidden", name: "ctx", value: "1" }] })],
  ["radio buttons", withInput({ type: "radio", options: times(2, { label: "a", value: "b" }) })],
  ["a select", withInput({ type: "select", options: times(100, { label: long(100), value: long(100) }) })],
];

test.each(shown)("%s: Cliq can show it", (_what, output) => {
  expect(replied(output)).toEqual({ output: JSON.parse(JSON.stringify(output)) });
});

test.each([
  [null, "The reply is neither an object nor an empty string."],
  [["x"], "The reply is neither an object nor an empty string."],
  [{ type: "message_edit", text: "x" }, 'A message action cannot reply with the type "message_edit", '],
  [{ slides: [] }, "The message needs a text or a card."],
  [{ text: "" }, "The message's text must be a text with something in it."],
  [{ text: " \n\u200B\u3164" }, "The message's text must be a text with something in it."],
  [withButton({ label: "\u00A0" }), "The message's buttons[0].label must be a text with something in it."],
  [{ text: "half \uD83D of one" }, "The message's text must be of whole characters."],
  [slide("list", ["\uDE00"]), "The message's slides[0].data[0] must be of whole characters."],
  [slide("table", { headers: ["A"], rows: [{ A: "\uD800" }] }), "The message's slides[0].data.rows[0].A must be"],
  [slide("table", { headers: ["A", "B", "A"], rows: [] }), 'The message\'s slides[0].data.headers[2] is "A", which'],
  [form({ inputs: [text, { ...text, label: "B" }] }), "The form's inputs[1].name is \""],
  [{ text: 7 }, "The message's text must be a text with something in it."],
  [{ text: long(5_001) }, "The message's text has 5001 characters; Cliq takes at most 5000."],
  [{ type: "banner", status: "ok", text: "No" }, "The banner's status must be one of success, failure."],
  [{ type: "banner", status: "success", text: "" }, "The banner's text must be a text with something in it."],
  [{ card: "x" }, "The message's card must be an object."],
  [{ card: { title: long(201) } }, "The message's card.title has 201 characters; Cliq takes at most 200."],
  [{ card: { title: "x", theme: "dark" } }, "The message's card.theme must be one of modern-inline, "],
  [{ card: { title: "x", buttons: [] } }, "The message's card.buttons must stand beside the card"],
  [{ card: { theme: "poll", options: [{ text: "x" }] } }, "The message's card.options must be two or more in a poll."],
  [{ card: { theme: "poll", options: times(11, { text: "x" }) } }, "The message's card.options has 11 options"],
  [{ text: "x", slides: {} }, "The message's slides must be a list."],
  [{ text: "x", slides: times(21, { type: "text", data: "x" }) }, "The message's slides has 21 slides"],
  [{ text: "x", slides: times(3, { type: "text", data: long(4_000) }) }, "The message's slides has 120"],
  [slide("poem", "x"), "The message's slides[0].type must be one of text, table, list, "],
  [slide("table"), "The message's slides[0].data is missing."],
  [slide("table", { headers: ["A"] }), "The message's slides[0].data.rows must be a list of objects."],
  [slide("table", { headers: ["A"], rows: [{ B: "1" }] }), "The message's slides[0].data.rows[0] must have just"],
  [slide("table", { headers: ["A", "B"], rows: [{ A: "1" }] }), "The message's slides[0].data.rows[0] must have just"],
  [
    slide("table", { headers: [], rows: [] }, { styles: { width: [50, 40] } }),
    "The message's slides[0].styles.width must",
  ],
  [slide("list", []), "The message's slides[0].data must not be empty."],
  [slide("list", [{}]), "The message's slides[0].data[0] must be a text."],
  [slide("label", {}), "The message's slides[0].data must be a list of objects."],
  [slide("images", ["http://example.com/a.png"]), "The message's slides[0].data[0] must be an https address."],
  [slide("text", ["x"]), "The message's slides[0].data must be a text with something in it."],
  [slide("percentage_chart", times(6, { label: "a", value: 1 })), "The message's slides[0].data has 6 segments"],
  [
    slide("percentage_chart", [{ label: long(21), value: 1 }]),
    "The message's slides[0].data[0].label has 21 characters",
  ],
  [
    slide("percentage_chart", [], { styles: { preview: "bar" } }),
    "The message's slides[0].styles.preview must be one of",
  ],
  [slide("graph", times(6, { category: "c", values: [] })), "The message's slides[0].data has 6 categories"],
  [
    slide("graph", [{ category: "c", values: times(21, { label: "a", value: 1 }) }]),
    "The message's slides[0].data[0].values has 21 values",
  ],
  [slide("text", "x", { buttons: times(6, button) }), "The message's slides[0].buttons has 6 buttons"],
  [{ text: "x", buttons: times(6, button) }, "The message's buttons has 6 buttons; Cliq takes at most 5."],
  [withButton({ label: long(21) }), "The message's buttons[0].label has 21 characters; Cliq takes at most 20."],
  [withButton({ label: "" }), "The message's buttons[0].label must be a text with something in it."],
  [withButton({ type: undefined }), "The message's buttons[0].type must be one of +, -."],
  [withButton({ hint: long(101) }), "The message's buttons[0].hint has 101 characters"],
  [withButton({ key: long(101) }), "The message's buttons[0].key has 101 characters"],
  [withButton({ action: undefined }), "The message's buttons[0].action is missing."],
  [pressing("invoke.bot", {}), "The message's buttons[0].action.type must be one of invoke.function, "],
  [pressing("invoke.function", {}), "The message's buttons[0].action.data.name must be a text with something in it."],
  [pressing("open.url", {}), "The message's buttons[0].action.data needs an address."],
  [
    pressing("open.url", { web: `https://${long(250)}` }),
    "The message's buttons[0].action.data.web has 258 characters",
  ],
  [pressing("open.url", { web: "javascript:alert(1)" }), "The message's buttons[0].action.data.web must be an http, "],
  [pressing("preview.url", { url: long(501) }), "The message's buttons[0].action.data.url has 501 characters"],
  [pressing("system.api", { api: "shutdown" }), "The message's buttons[0].action.data.api must be one of Cliq's own"],
  [pressing("copy", { text: long(201) }), "The message's buttons[0].action.data.text has 201 characters"],
  [pressing("copy"), "The message's buttons[0].action.data is missing."],
  ...Object.entries({
    title: undefined,
    input: undefined,
    button_label: undefined,
    emotion: "sad",
    mandatory: "maybe",
    description: long(101),
  }).map(([key, value]): [object, string] => [
    pressing("copy", { text: "x" }, { confirm: { ...confirm, [key]: value } }),
    `The message's buttons[0].action.confirm.${key} `,
  ]),
  [withButton({ arguments: "x" }), "The message's buttons[0].arguments must be an object."],
  [pressing("open.url", { web: "https://" }), "The message's buttons[0].action.data.web must be an http, "],
  [pressing("open.url", { web: "tel:" }), "The message's buttons[0].action.data.web must be an http, "],
  [
    pressing("preview.url", { url: "javascript:1" }),
    "The message's buttons[0].action.data.url must be an http or https",
  ],
  [slide("images", ["https://"]), "The message's slides[0].data[0] must be an https address."],
  [slide("table", { headers: ["A"], rows: [{ A: {} }] }), "The message's slides[0].data.rows[0].A must be a text."],
  [
    slide("table", { headers: ["A"], rows: [] }, { styles: { width: [50, 50] } }),
    "The message's slides[0].styles.width must have one number for each header.",
  ],
  [
    slide("table", { headers: ["A", "B"], rows: [] }, { styles: { width: [-50, 150] } }),
    "The message's slides[0].styles.width[0] must be at least 1.",
  ],
  [
    slide("table", { headers: ["A"], rows: [], styles: { width: "100" } }),
    "The message's slides[0].data.styles.width must be a list of numbers.",
  ],
  [
    slide("table", { headers: ["A"], rows: [], styles: { sticky: { rows: 3 } } }),
    "The message's slides[0].data.styles.sticky.rows must be at most 2.",
  ],
  [slide("list", ["a"], { styles: { type: "star" } }), "The message's slides[0].styles.type must be one of disc, "],
  [slide("percentage_chart", [{ label: "a" }]), "The message's slides[0].data[0].value must be a number."],
  [slide("percentage_chart", [{ label: "a", value: "x" }]), "The message's slides[0].data[0].value must be a number."],
  [slide("graph", [{ category: long(21), values: [] }]), "The message's slides[0].data[0].category has 21 characters"],
  [slide("graph", [], { styles: { x_axis: long(21) } }), "The message's slides[0].styles.x_axis has 21 characters"],
  [{ card: { theme: "prompt" } }, "The message's card.title is what a prompt asks, and is missing."],
  [{ card: { theme: "poll", options: times(2, { text: "x" }) } }, "The message's card.title is what a poll asks"],
  [{ card: { title: "x", thumbnail: "http://example.com/a.png" } }, "The message's card.thumbnail must be an https"],
  [{ card: { theme: "prompt", title: "x" } }, "The message's buttons must be one or more below a prompt."],
  [
    { card: { theme: "poll", title: "x", options: times(2, { text: "x" }) }, buttons: [button] },
    "The message's buttons is no part of a poll.",
  ],
  [
    { card: { title: "x", options: times(2, { text: "x" }) } },
    "The message's card.options is no part of the theme \"mod",
  ],
  [
    { card: { title: "x", theme: "basic", sections: [] } },
    'The message\'s card.sections is no part of the theme "basic"',
  ],
  [
    { card: { title: "x", theme: "prompt", thumbnail: "/a.png" }, buttons: [button] },
    'The message\'s card.thumbnail is no part of the theme "prompt"',
  ],
  [{ text: "x", bot: { name: "B", image: "http://example.com" } }, "The message's bot.image must be an https address."],
  [slide("label", [{ A: {} }]), "The message's slides[0].data[0].A must be a text."],
  [pressing("copy", { text: "" }), "The message's buttons[0].action.data.text must not be empty."],
  [
    { text: "x", references: { 1: { type: "button", object: button } } },
    "The message's references.1.object.action.type must be one of invoke.function, system.api, copy.",
  ],
  [{ card: { title: "x", sections: "x" } }, "The message's card.sections must be a list."],
  [
    { card: { title: "x", sections: [{ fields: [{ title: "A" }] }] } },
    "The message's card.sections[0].fields[0].value must be a text.",
  ],
  [form({ mode: "wide" }), "The form's mode must be one of kiosk, classic."],
  [form({ action: { ...submit, mode: "later" } }), "The form's action.mode must be one of immediate, confirm."],
  [withInput({ mandatory: "yes" }), "The form's inputs[0].mandatory must be true or false."],
  [withInput({ max_length: "many" }), "The form's inputs[0].max_length must be a whole number."],
  [
    withInput({ type: "select", options: [{ label: "a", options: [{ label: long(101) }] }] }),
    "The form's inputs[0].options[0].options[0].label has 101 characters",
  ],
  [{ text: "x", references: { 1: { type: "button", object: {} } } }, "The message's references.1.object.label must be"],
  [form({ name: long(51) }), "The form's name has 51 characters; Cliq takes at most 50."],
  [form({ title: undefined }), "The form's title must be a text with something in it."],
  [form({ inputs: [] }), "The form's inputs must be one or more."],
  [form({ inputs: times(26, text) }), "The form's inputs has 26 inputs; Cliq takes at most 25."],
  [form({ action: undefined }), "The form needs an action with the name of a function."],
  [form({ action: { type: "open.url", name: "f" } }), "The form's action.type must be one of invoke.function."],
  [withInput({ type: "rating" }), "The form's inputs[0].type must be one of text, textarea, "],
  [withInput({ name: "a b" }), "The form's inputs[0].name must be letters, digits, - and _."],
  [withInput({ label: undefined }), "The form's inputs[0].label is missing."],
  [withInput({ hint: long(101) }), "The form's inputs[0].hint has 101 characters"],
  [withInput({ placeholder: long(101) }), "The form's inputs[0].placeholder has 101 characters"],
  [withInput({ value: long(101) }), "The form's inputs[0].value has 101 characters"],
  [withInput({ format: "iban" }), "The form's inputs[0].format must be one of email, tel, url, password."],
  [withInput({ max_length: 101 }), "The form's inputs[0].max_length must be at most 100."],
  [withInput({ type: "select" }), "The form's inputs[0].options must be a list."],
  [withInput({ type: "select", options: times(101, { label: "a" }) }), "The form's inputs[0].options has 101 options"],
  [withInput({ type: "radio", options: [{ label: "a" }] }), "The form's inputs[0].options must be two or more."],
  [withInput({ type: "checkbox", options: times(6, { label: "a" }) }), "The form's inputs[0].options has 6 options"],
  [withInput({ type: "file", max_size: 60_000 }), "The form's inputs[0].max_size must be at most 51200."],
  [
    withInput({ type: "native_select", data_source: "files" }),
    "The form's inputs[0].data_source must be one of channels, ",
  ],
])("%j is a problem", (output, problem) => {
  expect(replied(output)).toMatchObject({ problem: expect.stringContaining(problem) as string });
});

/** The value with one place in it changed to something else, once for each place and other thing. */
function spoiled(value: unknown): unknown[] {
  const others = [7, "", null, [], {}, [null], { x: null }, true];
  if (typeof value !== "object" || value === null) return others;
  const within = Object.keys(value).flatMap((key) =>
    spoiled((value as Record<string, unknown>)[key]).map((other) =>
      Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other },
    ),
  );
  return [...others, ...within];
}

test("whatever is wrong at whatever place is told in a sentence of ours that names the place", () => {
  const problems = shown.flatMap(([, output]) => spoiled(output).flatMap((bad) => replied(bad).problem ?? []));
  const said = new Set(problems);
  expect(said.size).toBeGreaterThan(150);
  const ours =
    /^(?:The (?:message|banner|form)(?:'s [\w. $[\]-]+)? (?:must|has|needs|is) .+\.|The reply is neither an object nor an empty string\.|A message action cannot reply with the type .+\.)$/u;
  expect([...said].filter((problem) => !ours.test(problem))).toEqual([]);
  expect([...said].filter((problem) => /invalid|expected|received/iu.test(problem))).toEqual([]);
});

test("the sentence names what is wrong alone, however much there is", () => {
  const { problem = "" } = replied({ text: long(100_000), slides: times(21, {}), buttons: times(9, {}) });
  expect(problem.length).toBeLessThan(200);
});

test.each([
  [{ status: 500, headers, body: '{"output":""}' }, /status 500/],
  [{ status: 204, headers, body: "" }, /status 204/],
  [{ status: 200, headers: { "content-type": "text/html" }, body: '{"output":""}' }, /Content-Type is "text\/html"/],
  ...["application/json-patch+json", "application/jsonx", "text/json"].map(
    (type): [Parameters<typeof readReply>[0], RegExp] => [
      { status: 200, headers: { "content-type": type }, body: '{"output":""}' },
      /reads application\/json/,
    ],
  ),
  [{ status: 200, headers: { "content-type": "application/json; charset=utf-16" }, body: '{"output":""}' }, /UTF-8/],
  [{ status: 200, headers, body: '{"output":' }, /not JSON/],
  [{ status: 200, headers, body: '{"text":"no envelope"}' }, /envelope/],
])("%j has nothing Cliq can show", (response, problem) => {
  expect(readReply(response)).toEqual({ problem: expect.stringMatching(problem) });
});

test("replies built with core are shown as they are", () => {
  const slides = [table(["Field", "Value"], [["Number", "7"]])];
  const buttons = [openUrl("Open", "https://example.com")];
  const replies = [message("Hi"), banner("Done"), card({ title: "Ticket", text: "Opened", slides, buttons })];
  for (const reply of replies) {
    expect(readReply({ status: 200, headers, body: toResponseBody(reply) })).not.toHaveProperty("problem");
  }
});
