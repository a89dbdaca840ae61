import type { FakeResponse, FakeSystem } from "@cliq-actions/local-aws/define-fakes";
import { apertiumCodes } from "../../apertium/apertium-codes.ts";
import { detectLanguage, pseudoEngine } from "../pseudo-translation.ts";

const codes = new Set(Array.from(apertiumCodes.values(), (code) => code.split("_")[0]));

/** A server of Apertium with every pair installed, as https://wiki.apertium.org/wiki/Apertium-apy has it, which only puts accents on letters. */
export function apertiumFake(): FakeSystem {
  return {
    async answer(request) {
      const { q = "", langpair = "" } = Object.fromEntries(new URLSearchParams(request.text));
      if (request.path === "/identifyLang") {
        const code = apertiumCodes.get(detectLanguage(q));
        return { json: { nno: 0.1, ...(code === undefined ? {} : { [code]: 0.9 }) } };
      }
      if (request.path !== "/translate") return refuse(404, "Not Found", "No such handler");
      const [from = "", to = "", ...rest] = langpair.split("|");
      if (rest.length > 0 || to === "") return refuse(400, "Bad Request", "That pair is invalid, use e.g. eng|spa");
      if (!codes.has(from) || !codes.has(to)) return refuse(400, "Bad Request", "That pair is not installed");
      const translatedText = await pseudoEngine.translate(q, from, to);
      return { json: { responseData: { translatedText }, responseDetails: null, responseStatus: 200 } };
    },
  };
}

function refuse(code: number, message: string, explanation: string): FakeResponse {
  return { status: code, json: { status: "error", code, message, explanation } };
}
