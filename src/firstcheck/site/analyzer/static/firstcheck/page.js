// Makes the pages nicer; everything works without it.
"use strict";
(function () {
  function ready() {
    document.querySelectorAll("[data-print]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { window.print(); });
    });
  }
  // After a page was swapped in, a keyboard or screen reader user goes on at its heading.
  document.addEventListener("htmx:afterSettle", function () {
    ready();
    var problem = document.querySelector("[role=alert]");
    var target = problem || document.querySelector("h1");
    if (target) { target.setAttribute("tabindex", "-1"); target.focus({ preventScroll: !problem }); }
  });
  // Paper folds nothing away.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (folded) { folded.open = true; });
  });
  document.addEventListener("DOMContentLoaded", ready);
})();
