// The front page's field is a link to the list of incidents; with a script it opens the theme's own
// search. What is pasted there becomes words: a message's punctuation is the search's syntax, and
// the browser would join the last word of a line to the first of the next.
const THEME_FIELDS = ".md-search__input, #mkdocs-search-query";
const FIELDS = `${THEME_FIELDS}, #pm-query`;
const OPENERS = '[data-bs-target="#mkdocs_search_modal"], [data-target="#mkdocs_search_modal"]';

onPage(() => {
  document.querySelector(".pm-search a")?.addEventListener("click", (event) => {
    const field = document.querySelector(THEME_FIELDS);
    if (!field) return;
    event.preventDefault();
    event.stopPropagation(); // Material's instant navigation would follow the link all the same
    document.querySelector(OPENERS)?.click();
    field.focus();
  });
});

document.addEventListener("paste", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || !field.matches(FIELDS)) return;
  const words = wordsOf(event.clipboardData?.getData("text") ?? "");
  if (!words) return;
  event.preventDefault();
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  // Both themes look at the field when a key goes up; a mouse has none.
  for (const kind of ["input", "keyup"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
});
