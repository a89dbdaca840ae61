import { expect, test } from "vitest";
import { growth } from "../testing/growth.ts";
import { outputOf } from "../testing/output-of.ts";
import { asBot } from "./as-bot.ts";
import { copyText } from "./buttons.ts";
import { confirmation } from "./confirmation.ts";
import { graph } from "./graph.ts";
import { quietMention } from "./mention.ts";
import { text } from "./message.ts";
import { percentageChart } from "./percentage-chart.ts";
import { poll } from "./poll.ts";
import { sectionedCard } from "./sectioned-card.ts";

/** Every part that people's words may stand in and that a file of its own makes. */
const parts = {
  "a poll": (words: string) => poll({ title: words, text: words, options: [words, words] }),
  sections: (words: string) => sectionedCard({ title: "a", text: "b", sections: [{ fields: { a: words } }] }),
  charts: (words: string) =>
    text("a", {
      slides: [percentageChart([[words, 1]], { title: words }), graph([{ name: words, values: [[words, 1]] }])],
    }),
  "a button": (words: string) => {
    const confirm = confirmation({ title: words, input: words, buttonLabel: words });
    return text("a", { buttons: [copyText(words, words, { key: words, confirm })] });
  },
  "a mention and a bot's name": (words: string) => asBot(text(quietMention({ id: "1", name: words })), { name: words }),
};

test.each(Object.entries(parts))("ten million characters in %s are cut before they are looked at", (_, make) => {
  for (const piece of ["a*", "e\u0301\u0302\u0303\u0304\u0305", "👩\u200D"]) {
    const [long, endless] = [piece.repeat(100_000 / piece.length), piece.repeat(10_000_000 / piece.length)];
    expect(JSON.stringify(outputOf(make(endless))).length).toBeLessThan(7_000);
    expect(growth((words) => outputOf(make(words)), long, endless)).toBeLessThan(10);
  }
});
