import { hash, timingSafeEqual } from "node:crypto";

const digest = Buffer.from((process.env.CREDENTIAL_DIGESTS ?? "").slice(0, 64), "hex");

/** Whether a text is the credential in the path, which these libraries do not know of. */
export const isCredential = (text) => timingSafeEqual(hash("sha256", text ?? "", "buffer"), digest);

/** What each of them answers: the words of the message. */
export const answerTo = ({ params }) => ({ text: params.message.content.text });
