// The search field: / focuses it, results appear below it, arrow keys select one. Without this script, press Enter.
"use strict";

{
  const form = document.querySelector("[data-find]");
  const field = form?.querySelector("input");
  const below = form?.querySelector("[data-found]");
  let waiting, asked = 0;

  const close = () => { below.hidden = true; };
  const look = async () => {
    const words = field.value.trim();
    const turn = ++asked;
    if (!words) return close();
    const answer = await fetch(`${form.action}?live=1&q=${encodeURIComponent(words)}`);
    if (turn !== asked || !answer.ok || answer.redirected) return; // outdated by later input, or logged out
    below.innerHTML = await answer.text();
    below.hidden = document.activeElement !== field;
  };

  field?.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(look, 200); });
  field?.addEventListener("focus", () => { below.hidden = !below.childElementCount; });
  form?.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) close(); });
  document.addEventListener("keydown", (event) => {
    if (!form) return;
    const types = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !types && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
      field.select();
    } else if (event.key === "Escape" && form.contains(event.target)) {
      close();
      field.focus();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && form.contains(event.target) && !below.hidden) {
      const stops = [field, ...below.querySelectorAll("a")];
      const next = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) { event.preventDefault(); next.focus(); }
    }
  });
}
