import { announce } from "../dom/announce.ts";
import { copyText } from "../dom/copy-text.ts";
import { element } from "../dom/element.ts";
import { renewRequest } from "../exchange/renew-request.ts";
import { toCurl } from "../exchange/to-curl.ts";
import { wantedReply } from "../playground/wanted-reply.ts";
import type { Exchange } from "../state/exchanges.ts";
import type { Page } from "../state/page-state.ts";

/** What can be done with a click that has a request. */
export interface ExchangeTools {
  readonly tools: HTMLElement;
  readonly show: (exchange: Exchange | undefined) => void;
}

/** The buttons over the click that is shown. */
export function exchangeTools(
  page: Page,
  open: {
    readonly again: (of: Exchange) => void;
    readonly editor: (of: Exchange) => void;
    readonly fixture: (of: Exchange) => void;
  },
): ExchangeTools {
  let shown: Exchange | undefined;
  const button = (
    label: string,
    title: string,
    use: (exchange: Exchange, own: HTMLButtonElement) => void,
  ): HTMLButtonElement => {
    const own = element("button", { class: "quiet", type: "button", title }, label);
    own.addEventListener("click", () => shown !== undefined && use(shown, own));
    return own;
  };
  const play = button("Open in playground", "Change the reply, and see what Cliq makes of it", ({ report }) =>
    wantedReply.set({ output: report?.output }),
  );
  // A late reply is what the action sent: there is no click of it to repeat.
  const repeated = [
    button("Run again", "Send the same request again, with the time of now", open.again),
    button("Edit and send", "Change the body and send it as another invocation", open.editor),
    button("Save as fixture", "Keep this event for a test", open.fixture),
  ];
  const tools = element(
    "div",
    { class: "exchange-tools", role: "group", "aria-label": "This invocation", hidden: true },
    ...repeated.slice(0, 2),
    button(
      "Copy as curl",
      "Copy a shell command that makes this request, with the time of now",
      ({ at, action, request }, own) => {
        if (request === undefined) return;
        void copyInto(own, toCurl(renewRequest({ at, action, request }, page.state, Date.now())));
      },
    ),
    button(
      "Copy address",
      "Copy the address, credential included",
      ({ request }, own) => void copyInto(own, request?.url ?? ""),
    ),
    ...repeated.slice(2),
    play,
  );
  return {
    tools,
    show(exchange) {
      shown = exchange;
      for (const own of repeated) own.hidden = exchange?.report?.late !== undefined;
      play.hidden = exchange?.report?.output === undefined;
      tools.hidden = exchange?.request === undefined;
    },
  };
}

/** Copies, and says so in the button's place; its width stays, so that nothing moves. */
async function copyInto(button: HTMLButtonElement, text: string): Promise<void> {
  const copied = await copyText(text);
  const label = button.textContent;
  announce(copied ? "Copied" : "The browser does not allow copying here");
  button.style.minWidth = `${button.offsetWidth}px`;
  button.textContent = copied ? "Copied" : "Not allowed";
  setTimeout(() => {
    button.textContent = label;
    button.style.minWidth = "";
  }, 1_400);
}
