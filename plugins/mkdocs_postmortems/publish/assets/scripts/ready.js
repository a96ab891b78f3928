// Every script hands `onPage` what it does on a page. Material with instant navigation changes pages
// without loading this file again.
function onPage(start) {
  if (typeof document$ !== "undefined") document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}
