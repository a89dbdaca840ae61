import { defineDelugeAction } from "@cliq-actions/core";

/** An action whose script runs inside Zoho. */
export default defineDelugeAction({
  name: "Run script",
  hint: "Run a script inside Zoho",
  scope: "organization",
  messageTypes: ["text"],
  script: "./script.ds",
  image: "./icon.png",
});
