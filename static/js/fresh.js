// Updates parts of a page: [data-fresh="60"] is fetched again after that many seconds, while the page is visible and
// the part is not being used. The rest of the page stays, and the scroll position is kept.
"use strict";

{
  const wait = (id) => {
    const part = document.getElementById(id);
    if (part?.dataset.fresh) setTimeout(look, part.dataset.fresh * 1000, id);
  };

  const look = async (id) => {
    const part = document.getElementById(id);
    if (document.hidden || part.contains(document.activeElement)) return wait(id);
    try {
      const answer = await fetch(part.dataset.from ?? location.href, { cache: "no-store", signal: AbortSignal.timeout(20_000) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok && !answer.redirected) {
        const found = page.getElementById(id);
        if (!found) return location.reload(); // the part no longer exists
        part.replaceWith(found);
      }
    } catch { /* No network just now. */ }
    wait(id);
  };

  document.querySelectorAll("[data-fresh]").forEach((part) => wait(part.id));
}
