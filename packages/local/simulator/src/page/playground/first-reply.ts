/** What the playground begins with: one of each that most replies are made of. */
export const firstReply = {
  text: "Filed as *T-4711*, with 3 messages.",
  card: { title: "Ticket created", theme: "modern-inline" },
  slides: [
    {
      type: "table",
      title: "Who is waiting",
      data: {
        headers: ["Customer", "Since"],
        rows: [
          { Customer: "Madrid", Since: "Thursday" },
          { Customer: "Osaka", Since: "Friday" },
        ],
      },
    },
  ],
  buttons: [
    { label: "Open", type: "+", action: { type: "open.url", data: { web: "https://tickets.example.com/4711" } } },
    { label: "Copy number", type: "+", action: { type: "copy", data: { text: "T-4711" } } },
  ],
};
