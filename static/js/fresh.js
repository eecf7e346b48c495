// Updates parts of a page: [data-fresh="60"] is fetched again after that many seconds, while the page is visible and
// the part is not being used. The rest of the page stays, and so do the scroll position and anything typed.
"use strict";

{
  const due = new Set(); // what would have been asked while nobody looked
  const asked = new Map(); // pages on their way: parts that are due together come with one

  const wait = (id) => {
    const part = document.getElementById(id);
    if (part?.dataset.fresh) setTimeout(look, part.dataset.fresh * 1000, id);
  };

  const load = async (address) => {
    const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(20_000) });
    return answer.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  };

  const ask = (address) => {
    if (!asked.has(address)) asked.set(address, load(address).finally(() => asked.delete(address)));
    return asked.get(address);
  };

  const isChanged = (field) => {
    if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
    if (!field.options) return field.value !== field.defaultValue;
    return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
  };

  const isInUse = (part) =>
    part.contains(document.activeElement) || [...part.querySelectorAll("input, select, textarea")].some(isChanged);

  const replace = (part, found) => {
    const folds = found.querySelectorAll("details");
    part.querySelectorAll("details").forEach((fold, place) => { if (fold.open && folds[place]) folds[place].open = true; });
    part.replaceWith(found);
  };

  const look = async (id) => {
    if (document.hidden) return due.add(id);
    const part = document.getElementById(id);
    if (isInUse(part)) return wait(id);
    try {
      const page = await ask(part.dataset.from ?? location.href);
      if (page && !isInUse(part)) { // it may be in use by now
        const found = page.getElementById(id);
        if (!found) return location.reload(); // the part no longer exists
        replace(part, found);
      }
    } catch { /* No network just now. */ }
    wait(id);
  };

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    const now = [...due];
    due.clear();
    now.forEach(look);
  });
  document.querySelectorAll("[data-fresh]").forEach((part) => wait(part.id));
}
