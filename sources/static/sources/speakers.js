// Whom typed words may mean, in a list under the box. Arrows choose, Enter takes, Escape closes;
// nothing is chosen before, so a name that is typed whole and entered is that name.

import { ask } from "./ask.js";

const list = document.querySelector("#speakers");
const here = [...(list?.children ?? [])]; // who speaks in this article: offered before any letter
let box = null; // the one the list stands under while it is open
let asked = 0;

const options = () => [...list.children];
const active = () => list.querySelector("[aria-selected=true]");

export async function offer({ target }) {
  if (target.name !== "speaker" || !list) return;
  const number = ++asked;
  const words = target.value.trim();
  if (words.length < 2) return close();
  const answer = await ask(list.dataset.search + encodeURIComponent(words));
  if (!answer?.ok || answer.redirected) return;
  const { speakers } = await answer.json();
  if (number !== asked) return; // a later question was answered sooner
  const isNew = target.form.querySelector("[value=new-person]");
  open(target, [...speakers.map(named), ...(isNew ? [unknown(words)] : [])]);
}

function named({ name, roles }) {
  const item = document.createElement("li");
  item.dataset.name = name;
  item.textContent = roles ? `${name}, ${roles}` : name;
  return item;
}

function unknown(words) {
  const item = document.createElement("li");
  item.dataset.decision = "new-person";
  item.textContent = `“${words}” is a new person`;
  return item;
}

function open(input, items) {
  box = input;
  list.replaceChildren(...items);
  for (const [place, item] of items.entries()) {
    item.role = "option";
    item.id = `speaker-${place}`;
    item.ariaSelected = "false";
  }
  input.removeAttribute("aria-activedescendant"); // the option that it named is gone
  input.after(list);
  list.hidden = items.length === 0;
  list.scrollIntoView({ block: "nearest" }); // of the last card, it is below what is in sight
  input.ariaExpanded = String(!list.hidden);
}

function close() {
  asked += 1;
  if (!box) return;
  list.hidden = true;
  box.ariaExpanded = "false";
  box.removeAttribute("aria-activedescendant");
  document.querySelector("#content").append(list); // a card that is replaced does not take it along
  box = null;
}

function choose(by) {
  asked += 1; // no answer that is still to come takes the choice away
  const all = options();
  const at = all.indexOf(active());
  const next = all[(at + by + all.length) % all.length] ?? all[0];
  for (const item of all) item.ariaSelected = String(item === next);
  box.setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
}

function take(item) {
  const { name, decision } = item.dataset;
  const input = box;
  close();
  if (name) input.value = name;
  else input.form.querySelector(`[value=${decision}]`).click();
}

// Whether the key was the list's.
export function pressed({ key, target }) {
  if (target.name !== "speaker" || !list) return false;
  if (key === "ArrowDown" && !box && !target.value && here.length) open(target, here);
  if (!box) return false;
  if (key === "ArrowDown" || key === "ArrowUp") choose(key === "ArrowDown" ? 1 : active() ? -1 : 0);
  else if (key === "Enter" && active()) take(active());
  else if (key === "Escape") close();
  else return false;
  return true;
}

document.addEventListener("focusout", ({ target }) => target === box && close());
list?.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
list?.addEventListener("click", ({ target }) => target.role === "option" && take(target));
