// The landing page's field is a label of Material's search, which opens it without its focus.
onPage(() => {
  document.querySelector(".pm-search")?.addEventListener("click", () =>
    document.querySelector(".md-search__input")?.focus(),
  );
});
