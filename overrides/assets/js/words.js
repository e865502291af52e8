// What counts as a word, and under which key the index keeps it: the rules of tools/bantin/site/search/words.py.

const WORD = /\p{Nd}+(?:[.,]\p{Nd}{3}(?!\p{Nd}))*|[\p{L}\p{Nl}\p{No}]+/gu;
const NEW_STYLE = /(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])$/; // "hoà", written "hòa" before
const MARKED = "àáảãạèéẻẽẹỳýỷỹỵ";
const TONES = "òóỏõọòóỏõọùúủũụ";
const VOWELS = "aaaaaeeeeeyyyyy";

// The words of a text in order, with where each begins and ends in it.
export function words(text) {
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    word: settled(word.toLowerCase()),
    start: index,
    end: index + word.length,
  }));
}

function settled(word) {
  if (/^\p{Nd}/u.test(word)) return word.replace(/[.,]/g, "");
  if (!NEW_STYLE.test(word)) return word;
  const at = MARKED.indexOf(word.at(-1));
  return word.slice(0, -2) + TONES[at] + VOWELS[at];
}

export const folded = (word) => word.normalize("NFD").replaceAll("đ", "d").replace(/\p{M}/gu, "");

// How a language's words become keys; `endings` come with the index.
export function keys(endings) {
  const rules = endings.map(([find, put]) => [new RegExp(find), put]);
  return (word) => rules.reduce((found, [find, put]) => found.replace(find, put), folded(word));
}
