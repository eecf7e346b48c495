// Copy the proof from the fragment of the address into the form; it is only sent when the form is submitted.
"use strict";

{
  const proof = document.querySelector("input[name=proof]");
  if (proof && location.hash.length > 1) proof.value = decodeURIComponent(location.hash.slice(1));
}
