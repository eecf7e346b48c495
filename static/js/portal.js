// Small enhancements; every page works without them.
"use strict";

// A page that answers a form takes the place of an opened one, so that reloading and going back ask nobody to send again.
{
  const { here } = document.documentElement.dataset;
  // Forms without an address of their own are sent to that of the page.
  const isOwn = here && new URL(here, location).pathname === location.pathname;
  const moves = isOwn || !document.querySelector("main form:not([action])");
  if (here) history.replaceState(null, "", moves ? here : location.href);
}

// Do not submit a form twice.
document.addEventListener("submit", (event) => {
  // Submitting to a preview frame does not lock the form.
  if (event.defaultPrevented || event.submitter?.formTarget) return;
  if (event.target.dataset.sent) { event.preventDefault(); return; }
  if (event.target.method === "post") event.target.dataset.sent = "yes";
  // In the admin the response may be a download, after which the page stays.
  if (document.body.matches(".cabinet")) setTimeout(() => { delete event.target.dataset.sent; }, 4000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
  document.querySelector(".error-summary")?.focus();
});

// Selects that submit at once; without scripts their button does.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
});

// Arrow keys navigate the time grid.
document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.(".tg td");
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!cell || !step) return;
  event.preventDefault();
  const from = cell.getBoundingClientRect();
  let best = null;
  for (const link of cell.closest("table").querySelectorAll("td a")) {
    const box = link.getBoundingClientRect();
    const across = (box.left - from.left) * step[0] + (box.top - from.top) * step[1];
    const aside = Math.abs(step[0] ? box.top - from.top : box.left - from.left);
    if (across > 2 && (!best || across + 4 * aside < best.far)) best = { link, far: across + 4 * aside };
  }
  best?.link.focus();
});

// Print buttons use the browser's own printing.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
