// Sharing: the phone's own dialog if there is one, otherwise copying the link.
"use strict";

for (const box of document.querySelectorAll(".share")) {
  const { title, text, url } = box.dataset;
  const share = box.querySelector("[data-share]");
  const copy = box.querySelector("[data-copy]");
  share.hidden = !navigator.share;
  copy.hidden = false;
  share.addEventListener("click", () => navigator.share({ title, text, url }).catch(() => {})); // closed without sharing
  copy.addEventListener("click", async () => {
    await write(url);
    copy.querySelector("span").textContent = copy.dataset.done;
  });
}

// The clipboard requires HTTPS, which a centre's own network may lack.
async function write(words) {
  if (navigator.clipboard) return navigator.clipboard.writeText(words);
  const field = Object.assign(document.createElement("textarea"), { value: words });
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
