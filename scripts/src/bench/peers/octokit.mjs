import { Webhooks } from "@octokit/webhooks";

const webhooks = new Webhooks({ secret: process.env.GITHUB_SECRET });
let text = "";
webhooks.on("issues", ({ payload }) => {
  text = payload.params.message.content.text;
});

export async function handler({ body, headers }) {
  try {
    await webhooks.verifyAndReceive({
      id: headers["x-github-delivery"],
      name: headers["x-github-event"],
      signature: headers["x-hub-signature-256"],
      payload: body,
    });
    return { statusCode: 200, body: JSON.stringify({ text }) };
  } catch {
    return { statusCode: 400, body: "" };
  }
}
