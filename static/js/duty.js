/* The month at a glance: drag a name onto a shift. Without this script, choose a name and press a shift. */
"use strict";
const form = document.getElementById("assign");
if (form) {
  const people = form.querySelector("#volunteer");
  const list = document.createElement("ul");
  list.className = "duty-names";
  for (const option of people.options) {
    if (!option.value) continue;
    const name = document.createElement("li");
    name.draggable = true;
    name.textContent = option.textContent;
    name.addEventListener("dragstart", event => event.dataTransfer.setData("text/plain", option.value));
    list.append(name);
  }
  form.querySelector(".scroll-x").before(list);
  for (const turn of form.querySelectorAll("[data-shift]")) {
    turn.addEventListener("dragover", event => { event.preventDefault(); turn.classList.add("over"); });
    turn.addEventListener("dragleave", () => turn.classList.remove("over"));
    turn.addEventListener("drop", event => {
      event.preventDefault();
      people.value = event.dataTransfer.getData("text/plain");
      if (people.value) form.requestSubmit(turn);
    });
  }
}
