// Comforts of the admin; every page works without them.
"use strict";

// A preview beside a form follows what is typed.
document.addEventListener("change", (event) => {
  const button = event.target.form?.querySelector("[data-preview]");
  if (button && event.target !== button) button.form.requestSubmit(button);
});
