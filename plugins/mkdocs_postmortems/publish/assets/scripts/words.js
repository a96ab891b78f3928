// The words by which a pasted message is found: without what differs each time it is logged (times,
// identifiers of requests, addresses in memory) and without what stands in every text.
const MOST_WORDS = 16;
const EACH_TIME =
  /\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)?|\b\d\d:\d\d:\d\d(?:[.,]\d+)?|\b0x[\da-f]+\b|\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b|\b(?=[a-f]*\d)[\da-f]{8,}\b/gi;
const EVERYWHERE = new Set(
  "a an and are as at be been but by can for from has have if in into is it its no not of on or so such that the their then there these they this to was were will with you your"
    .split(" "),
);

function wordsOf(text) {
  const words = new Map();
  for (const part of text.replace(EACH_TIME, " ").split(/[^\p{L}\p{N}_.]+/u)) {
    const word = part.replace(/^\.+|\.+$/g, "");
    const lower = word.toLowerCase();
    if (word.length > 1 && !EVERYWHERE.has(lower) && !words.has(lower)) words.set(lower, word);
  }
  return [...words.values()].slice(0, MOST_WORDS).join(" ");
}
