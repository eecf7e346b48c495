// The proof of a paper stands behind the # of its address; it goes into the form, and nowhere without a press.
"use strict";

{
  const proof = document.querySelector("input[name=proof]");
  if (proof && location.hash.length > 1) proof.value = decodeURIComponent(location.hash.slice(1));
}
