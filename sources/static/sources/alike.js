// While a claim is typed: the claims that look like it, as the saved form would show them.

import { ask } from "./ask.js";

const PAUSE = 400; // milliseconds without a letter
const shown = document.querySelector("#alike");
const said = document.querySelector("#alike-said");
const form = shown.closest("form");
let waits = null;
let asked = 0;

async function look() {
  const number = ++asked;
  const words = new URLSearchParams();
  for (const name of ["statement", "claimant", "quote"]) words.set(name, form.elements[name]?.value ?? "");
  const answer = await ask(`${shown.dataset.look}?${words}`);
  if (!answer?.ok || answer.redirected) return;
  const list = await answer.text();
  if (number !== asked) return; // a later question was answered sooner
  shown.innerHTML = list;
  const many = shown.querySelectorAll("#alike-title ~ ul > li").length;
  said.textContent = many ? `${many} ${many === 1 ? "claim looks" : "claims look"} like it.` : "";
}

form.elements.statement.addEventListener("input", () => {
  clearTimeout(waits);
  waits = setTimeout(look, PAUSE);
});
