// Choosing a time: the length stays the same when the start changes, and a conflict is shown before submitting.
"use strict";

{
  const form = document.querySelector("form[data-stay]");
  let wanted;

  const fit = () => {
    const start = form.querySelector("[name=start]:checked");
    const longest = start ? Number(start.dataset.longest) : Infinity;
    for (const length of form.querySelectorAll("[name=length]")) {
      length.disabled = Number(length.value) > longest;
      length.checked = length.value === wanted && !length.disabled;
    }
    const note = form.querySelector(".fit");
    note.hidden = !wanted || Number(wanted) <= longest;
    if (!note.hidden) note.textContent = start.dataset.note;
    say(start, form.querySelector("[name=length]:checked"));
  };

  const say = (start, length) => {
    const chosen = form.querySelector(".chosen");
    chosen.hidden = !start || !length;
    if (chosen.hidden) return;
    const [hours, minutes] = start.value.slice(11).split(":").map(Number);
    const end = hours * 60 + minutes + Number(length.value);
    const two = (number) => String(number).padStart(2, "0");
    chosen.textContent = `${start.dataset.day} ${start.value.slice(11)}–\u2060${two(Math.floor(end / 60))}:${two(end % 60)}`;
  };

  // Another number of people has other free times: fetch the page again, keeping the input.
  const lookAgain = async () => {
    const body = new FormData(form);
    body.set("show", "1");
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const times = page.querySelector("#times");
    if (!answer.ok || !times) return;
    form.querySelector("#times").replaceWith(times);
    fit();
  };

  form?.addEventListener("change", (event) => {
    if (event.target.name === "length") wanted = event.target.value;
    if (event.target.name === "start" || event.target.name === "length") fit();
    if (event.target.name === "party_size" && form.hasAttribute("data-places")) lookAgain();
  });
  window.addEventListener("pageshow", () => {
    if (!form) return;
    // Going back, browsers restore what was last chosen, which may be nothing; then what the page suggests is chosen.
    for (const name of ["start", "length"]) {
      const offered = [...form.querySelectorAll(`[name=${name}]`)];
      if (offered.some((each) => each.checked)) continue;
      for (const each of offered) each.checked = each.defaultChecked;
    }
    wanted = form.querySelector("[name=length]:checked")?.value || form.querySelector(".fit").dataset.wanted;
    fit();
  });
}
