import bolt from "@slack/bolt";

const receiver = new bolt.AwsLambdaReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET });
const app = new bolt.App({
  receiver,
  authorize: async () => ({ botToken: "xoxb-bench", botId: "B1", botUserId: "U0" }),
});
app.shortcut({ callback_id: "bench", type: "message_action" }, async ({ ack, shortcut }) => {
  await ack({ text: shortcut.message.params.message.content.text });
});
const started = receiver.start();

export const handler = async (event, context, callback) => (await started)(event, context, callback);
