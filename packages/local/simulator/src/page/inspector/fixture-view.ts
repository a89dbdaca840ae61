import { copyButton } from "../dom/copy-button.ts";
import { element } from "../dom/element.ts";
import type { Exchange } from "../state/exchanges.ts";
import type { Page } from "../state/page-state.ts";
import { bodyView } from "./body-view.ts";
import { toPrettyJson } from "./json-token.ts";

const fileName = "click.json";

/** The event as a file for a test: its text, where it goes, and how a test reads it. */
export function fixtureView(page: Page, exchange: Exchange, close: () => void): HTMLElement {
  const { request, action } = exchange;
  const text = `${toPrettyJson(request?.body ?? "")}\n`;
  // The test kit reads events of message actions; a function's is sent again as it is.
  const isUse = exchange.use !== undefined;
  const lines = [
    'import { invocationOf } from "@cliq-actions/core/testing";',
    `import click from "./${fileName}" with { type: "json" };`,
    "",
    `const reply = await action.execute(invocationOf${kindOf(page, exchange)}(click), {});`,
  ].join("\n");
  const download = element(
    "a",
    { class: "button", download: fileName, href: URL.createObjectURL(new Blob([text], { type: "application/json" })) },
    `Download ${fileName}`,
  );
  return element(
    "section",
    { class: "exchange-part fixture", "aria-label": "Fixture" },
    element(
      "p",
      {},
      "Put it into the action's folder, as ",
      element("code", {}, `${action.slug || "the-action"}/${fileName}`),
      isUse
        ? ". It is the event of a button or a form, which the test kit does not read. "
        : ", and read it in a test. ",
      element("code", {}, `pnpm cliq replay ${fileName}${isUse ? ` --action ${action.slug}` : ""}`),
      " sends it to a running start.",
    ),
    !isUse &&
      element(
        "div",
        { class: "fixture-lines" },
        element("pre", { class: "body-text" }, lines),
        copyButton("Copy the lines of the test", () => lines),
      ),
    element(
      "div",
      { class: "editor-foot" },
      download,
      element("button", { class: "quiet", type: "button", on: { click: close } }, "Close"),
    ),
    bodyView(text, "Event"),
  );
}

/** The kind of event that the test kit has to be told, as TypeScript writes it; text goes without saying. */
function kindOf({ messages }: Page, { messageIds, request }: Exchange): string {
  const known = messageIds.flatMap((id) => messages.get(id)?.type ?? []);
  // Of what came from a program, or of a message that is gone, the event alone tells.
  const isKnown = known.length > 0 && known.length === messageIds.length;
  const [type = "text", ...others] = new Set(isKnown ? known : typesIn(request?.body ?? ""));
  if (others.length > 0) return '<"several-messages">';
  return type === "text" ? "" : `<"${type}-message">`;
}

/** The types of the messages in an event, as the page calls them. */
function typesIn(body: string): string[] {
  try {
    const { params } = JSON.parse(body) as { params: { message: WireMessage; messages?: { list?: WireMessage[] } } };
    const list = params.messages?.list ?? [params.message];
    return list.map(({ type }) => (type === "file" ? "attachment" : type === "link" ? "link" : "text"));
  } catch {
    return [];
  }
}

interface WireMessage {
  readonly type?: string;
}
