/**
 * Whatever may be joined to what stands beside it, such as accents, jamo, signs of emoji and halves of characters: all but
 * Latin, Greek, Cyrillic, kana, Han and whole Hangul syllables, their punctuation, symbols, and what breaks markup.
 */
const joinable =
  /[^\t\n -~\u00A0-\u02FF\u0370-\u0482\u048A-\u052F\u1E00-\u1FFF\u200B\u2010-\u2027\u202F-\u205E\u20A0-\u20CF\u2100-\u2BFF\u3000-\u3029\u3030-\u3098\u309B-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3\uF900-\uFAFF\uFF01-\uFF9D]/;

/**
 * Whether each UTF-16 unit of a text is surely
 * [one character a person sees](https://unicode.org/reports/tr29/#Grapheme_Cluster_Boundaries): so it is in most texts.
 * What else there is a segmenter knows, which is dearer to make than all of a webhook.
 */
export function isPlain(text: string): boolean {
  return !joinable.test(text);
}

/** Whether a text surely has a letter or digit. Whether it has any other tell Unicode's properties, which are dear to compile. */
export function hasPlainLetter(text: string): boolean {
  return /[\dA-Za-z\u0391-\u03A1\u03A3-\u03A9\u03B1-\u03C9\u0410-\u044F\u3041-\u3096\u30A1-\u30FA\u4E00-\u9FFF\uAC00-\uD7A3]/.test(
    text,
  );
}
