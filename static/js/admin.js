// Enhancements of the admin; every page works without them.
"use strict";

// Autocomplete fields (select2) get their label's text, and elements that are not lists lose that role.
function nameSearches() {
  for (const box of document.querySelectorAll(".select2-container")) {
    const select = box.previousElementSibling;
    const label = select?.labels?.[0];
    const rendered = box.querySelector(".select2-selection__rendered");
    if (!label || !rendered) continue;
    label.id ||= `${select.id}_label`;
    rendered.id ||= `${select.id}_rendered`;
    box.querySelector(".select2-selection")?.setAttribute("aria-labelledby", `${label.id} ${rendered.id}`);
    box.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id);
    if (rendered.tagName === "UL") rendered.setAttribute("role", "presentation");
    else { rendered.removeAttribute("role"); rendered.removeAttribute("aria-readonly"); }
  }
}
addEventListener("load", () => setTimeout(nameSearches, 0));
document.addEventListener("formset:added", () => setTimeout(nameSearches, 0));

// Update a preview beside a form while typing.
document.addEventListener("change", (event) => {
  const button = [...event.target.form?.elements ?? []].find((each) => each.matches("[data-preview]"));
  if (button && event.target !== button) button.form.requestSubmit(button);
});
