import type { TranslatorSettings } from "@cliq-actions/translators/translator-settings";
import * as z from "zod";
import { originSchema } from "./connection-origins.ts";

const language = z.string().regex(/^[a-z]{2,3}(?:-[A-Z]{2})?$/, 'must look like "en" or "pt-PT"');
const formality = z.enum(["formal", "informal"]).optional();

/** In UTF-8: they stand in the environment of a function, which has 4 KB for all there is. */
const mostWordsBytes = 2_000;

const options = {
  neverTranslate: z
    .array(z.string().trim().min(1).max(100))
    .max(200)
    .refine((words) => Buffer.byteLength(JSON.stringify(words)) <= mostWordsBytes, {
      error: `must be at most ${mostWordsBytes} bytes in all, because a function's environment has no more room`,
    })
    .default([]),
  showOriginal: z.boolean().default(false),
};

/** What the actions that translate translate with. */
export const translatorSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("amazon"),
    formality,
    glossary: z
      .string()
      .regex(/^[\w-]{1,256}$/, "must be the name of a custom terminology")
      .optional(),
    ...options,
  }),
  z.strictObject({
    kind: z.literal("deepl"),
    /** Left out, that of DeepL Pro; "https://api-free.deepl.com" is the other. */
    origin: originSchema.optional(),
    formality,
    glossary: z.strictObject({ id: z.string().min(1).max(100), from: language, to: language }).optional(),
    ...options,
  }),
  z.strictObject({ kind: z.enum(["libretranslate", "apertium"]), origin: originSchema, ...options }),
]) satisfies z.ZodType<TranslatorSettings>;
