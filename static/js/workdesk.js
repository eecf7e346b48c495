// The first page of staff: actions on a row update the page in place, without losing the scroll position.
// Without this script the form returns to the same row.
"use strict";

{
  const acts = (form) => form.id === "work-acts" || form.closest(".work-ask");
  let busy = false, plainly = false;

  const show = (main, place) => {
    const open = document.querySelector(".work-over")?.open;
    document.querySelector("main").replaceChildren(...main.childNodes);
    const over = document.querySelector(".work-over");
    if (over && open) over.open = true;
    const line = document.getElementById(place);
    if (!line) return;
    history.replaceState(null, "", `#${place}`);
    line.classList.add("stood");
    line.tabIndex = -1;
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: "nearest" });
  };

  const send = async (form, button) => {
    const target = new URL(button?.getAttribute("formaction") ?? form.action, location.href);
    const answer = await fetch(target, { method: "POST", body: new FormData(form, button) });
    const main = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    if (answer.ok && main?.querySelector(".work-head") && new URL(answer.url).pathname === location.pathname)
      return show(main, new URL(target.searchParams.get("next") ?? "", location.href).hash.slice(1));
    // Any other response is a page of its own: logged out, or an error.
    if (answer.redirected) return location.assign(answer.url);
    plainly = true;
    form.requestSubmit(button);
  };

  // Before portal.js, which locks the submitted form.
  document.addEventListener("submit", (event) => {
    if (plainly || !acts(event.target)) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    send(event.target, event.submitter).catch(() => { plainly = true; event.target.requestSubmit(event.submitter); })
      .finally(() => { busy = false; });
  }, true);

  // Whoever opens a question answers it; Escape takes it back.
  document.addEventListener("toggle", ({ target }) => {
    if (target.matches(".work-ask[open]")) target.querySelector("input:not([type=hidden])")?.focus();
  }, true);
  document.addEventListener("keydown", ({ key, target }) => {
    const ask = key === "Escape" && target.closest?.(".work-ask[open]");
    if (!ask) return;
    ask.open = false;
    ask.querySelector("summary").focus();
  });
}
