// Choosing a resident fills in name and phone from the register, which the server records. Without this script,
// an empty name is filled in when the form is saved.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const chosen = document.querySelector("#id_resident");
  const name = document.querySelector("#id_name");
  const phone = document.querySelector("#id_phone");
  if (!chosen || !name || !phone || !window.django?.jQuery) return;
  let filled = { name: "", phone: "" };

  window.django.jQuery(chosen).on("select2:select", async () => {
    const body = new FormData();
    body.set("resident", chosen.value);
    body.set("csrfmiddlewaretoken", chosen.form.elements.csrfmiddlewaretoken.value);
    const folder = new URL(location.pathname.replace(/(add|\d+\/change)\/$/, "contact/"), location.href);
    const answer = await fetch(folder, { method: "POST", body });
    if (!answer.ok) return;
    const contact = await answer.json();
    // Input typed by hand is not overwritten.
    if (!name.value || name.value === filled.name) name.value = contact.name;
    if (!phone.value || phone.value === filled.phone) phone.value = contact.phone;
    filled = contact;
  });
});
