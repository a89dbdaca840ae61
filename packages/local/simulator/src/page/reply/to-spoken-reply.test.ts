import { expect, test } from "vitest";
import { parseOutput } from "./parse-output.ts";
import { toSpokenReply } from "./to-spoken-reply.ts";

test("an answer is said in its own words, from its title to its buttons", () => {
  const output = {
    text: "*Three* customers are blocked",
    card: { title: "Ticket 12", theme: "modern-inline" },
    slides: [
      { type: "table", title: "Who", data: { headers: ["City"], rows: [{ City: "Madrid" }, { City: "Lyon" }] } },
      { type: "list", data: ["First", "Second!"] },
      { type: "label", data: [{ Owner: "Ana" }] },
    ],
    buttons: [{ label: "Open", action: { type: "open.url", data: { web: "https://example.com" } } }],
  };
  expect(toSpokenReply(parseOutput(output))).toBe(
    "Ticket 12. Three customers are blocked. Who. A table of 2 rows. First. Second! Owner: Ana. Buttons: Open.",
  );
});

test("charts, polls, sections and a bot's name are said", () => {
  const output = {
    text: "Week 12",
    bot: { name: "Release bot" },
    card: { title: "Lunch?", theme: "poll", options: [{ text: "Yes" }, { text: "No" }] },
    slides: [
      { type: "percentage_chart", data: [{ label: "Open", value: 40 }] },
      {
        type: "graph",
        data: [
          { category: "Jira", values: [] },
          { category: "Desk", values: [] },
        ],
      },
    ],
  };
  expect(toSpokenReply(parseOutput(output))).toBe(
    "Release bot. Lunch? Week 12. A poll: Yes, No. Open: 40. A graph of Jira, Desk.",
  );
  expect(
    toSpokenReply(
      parseOutput({ card: { title: "T", sections: [{ title: "S", fields: [{ title: "A", value: "b" }] }] } }),
    ),
  ).toBe("T. S. A: b.");
});

test("a banner says its text, and an answer without anything says that", () => {
  expect(toSpokenReply(parseOutput({ type: "banner", status: "success", text: "Done" }))).toBe("Done.");
  expect(toSpokenReply(parseOutput(undefined))).toBe("nothing to show.");
});

test("a long answer is cut", () => {
  const spoken = toSpokenReply(parseOutput({ text: "long ".repeat(200) }));
  expect(spoken.length).toBeLessThan(250);
  expect(spoken).toMatch(/long…$/u);
});
