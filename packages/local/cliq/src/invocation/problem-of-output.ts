type Reply = Record<string, unknown>;

/** Limits of Zoho's documents; where two differ, the smaller. That those for posting bind replies is INFERRED. */
const limits = { text: 5_000, slides: 20, buttons: 5, label: 20, title: 200, inputs: 25 };

/** A sentence on why Cliq cannot show this reply of a message action, or nothing. An empty string shows nothing, rightly. */
export function problemOfOutput(output: unknown): string | undefined {
  if (output === "") return undefined;
  if (!isObject(output)) return "The reply is neither an object nor an empty string.";
  switch (output["type"]) {
    case "banner":
      return problemOfBanner(output);
    case "form":
      return problemOfForm(output);
    case undefined:
    case "text":
      return problemOfMessage(output);
    default:
      return (
        `A message action cannot reply with the type "${String(output["type"])}", ` +
        "only with a message, a banner or a form."
      );
  }
}

function problemOfBanner({ status, text }: Reply): string | undefined {
  if (status !== "success" && status !== "failure") return 'A banner needs the status "success" or "failure".';
  return isText(text) ? undefined : "A banner needs a text.";
}

function problemOfForm({ title, name, inputs, action }: Reply): string | undefined {
  if (!isText(title) || !isText(name)) return "A form needs a title and a name.";
  if (!Array.isArray(inputs) || inputs.length === 0) return "A form needs inputs.";
  if (inputs.length > limits.inputs) return tooMany("inputs", inputs.length, limits.inputs);
  return isObject(action) && isText(action["name"]) ? undefined : "A form needs an action with the name of a function.";
}

function problemOfMessage({ text, card, slides = [], buttons = [] }: Reply): string | undefined {
  if (text === undefined && card === undefined) return "A message needs a text or a card.";
  if (text !== undefined && !isText(text)) return "The text of a message is not a text with something in it.";
  if (isText(text) && text.length > limits.text) return tooMany("characters of text", text.length, limits.text);
  return problemOfCard(card) ?? problemOfSlides(slides) ?? problemOfButtons(buttons);
}

function problemOfCard(card: unknown): string | undefined {
  if (card === undefined) return undefined;
  if (!isObject(card)) return "A card is an object.";
  if ("buttons" in card) return "Buttons belong beside the card: Cliq refuses 'buttons' inside it.";
  const { title } = card;
  if (isText(title) && title.length > limits.title)
    return tooMany("characters of card title", title.length, limits.title);
  return undefined;
}

function problemOfSlides(slides: unknown): string | undefined {
  if (!Array.isArray(slides)) return "Slides are a list.";
  if (slides.length > limits.slides) return tooMany("slides", slides.length, limits.slides);
  const bad = slides.findIndex((slide) => !isObject(slide) || !isText(slide["type"]) || slide["data"] === undefined);
  return bad < 0 ? undefined : `Slide ${bad + 1} needs a type and data.`;
}

function problemOfButtons(buttons: unknown): string | undefined {
  if (!Array.isArray(buttons)) return "Buttons are a list.";
  if (buttons.length > limits.buttons) return tooMany("buttons", buttons.length, limits.buttons);
  for (const [index, button] of buttons.entries()) {
    if (!isObject(button) || !isText(button["label"]) || !isObject(button["action"])) {
      return `Button ${index + 1} needs a label and an action.`;
    }
    const { length } = button["label"];
    if (length > limits.label) return tooMany("characters of button label", length, limits.label);
  }
  return undefined;
}

function tooMany(what: string, count: number, limit: number): string {
  return `The reply has ${count} ${what}; Cliq takes at most ${limit}.`;
}

function isObject(value: unknown): value is Reply {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
