// Forms keep what is typed in this browser, for this person, until it is saved; leaving one asks.

import { person, token } from "./ask.js";
import { reach } from "./reach.js";

const MINE = `draft:${person}:`;
const MONTH = 30 * 24 * 60 * 60 * 1000;
const PAUSE = 300; // milliseconds without a key until a draft is kept
const address = new URL(location);
address.searchParams.delete("_changelist_filters");

const changed = new Set(); // the forms with words that nobody has saved
const asking = new Set(); // those of which the server is asked whether it could take them
const passed = new Set(); // those on their way

// The server names by a cookie the drafts that are saved; what is very old nobody misses.
function forget() {
  const saved = document.cookie.match(/(?:^|; )saved=([^;]*)/)?.[1].split(".") ?? [];
  document.cookie = "saved=; path=/admin/; max-age=0";
  for (const key of Object.keys(localStorage).filter((one) => one.startsWith("draft:"))) {
    const { id, at } = JSON.parse(localStorage[key]);
    if (saved.includes(id) || Date.now() - at > MONTH) localStorage.removeItem(key);
  }
}

const keyOf = (form) => `${MINE}${address.pathname}${address.search}#${form.dataset.draft ?? form.id}`;
// What was typed and chosen; never which rows a step is of, nor what of them was read.
const OF_THE_PAGE = /^(csrfmiddlewaretoken|_draft|_alike|_selected_action|seen(-\d+)?|read)$/;
const kept = ({ name, type }) =>
  name && !["password", "file", "submit", "button"].includes(type) && !OF_THE_PAGE.test(name);

function valueOf(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked;
  if (!field.options) return field.value;
  return [...field.selectedOptions].map((option) => [option.value, option.label]);
}

function keep(form) {
  const fields = [...form.elements].filter(kept).map((field) => [field.name, valueOf(field)]);
  const draft = { id: form.elements._draft.value, at: Date.now(), fields };
  try {
    localStorage.setItem(keyOf(form), JSON.stringify(draft));
  } catch {
    // a browser without room keeps none: leaving the page still asks
  }
}

function fill(form, { id, at, fields }) {
  form.elements._draft.value = id;
  for (const [name, value] of fields) if (name.endsWith("-TOTAL_FORMS")) addRows(form, name, value);
  const seen = {};
  for (const [name, value] of fields) {
    const place = (seen[name] = (seen[name] ?? -1) + 1);
    const field = [...form.elements].filter((one) => one.name === name && kept(one))[place];
    if (field) put(field, value);
  }
  changed.add(form);
  form.prepend(notice(form, at));
}

function addRows(form, name, many) {
  const group = document.getElementById(`${name.replace("-TOTAL_FORMS", "")}-group`);
  while (Number(form.elements[name].value) < Number(many)) {
    const link = group?.querySelector(".add-row a, tr.add-row a");
    if (!link) return;
    link.click();
  }
}

function put(field, value) {
  if (typeof value === "boolean") field.checked = value;
  else if (typeof value === "string") field.value = value;
  else choose(field, value);
}

function choose(select, chosen) {
  const there = new Set([...select.options].map((option) => option.value));
  for (const [value, label] of chosen) if (!there.has(value)) select.add(new Option(label, value));
  const values = new Set(chosen.map(([value]) => value));
  for (const option of select.options) option.selected = values.has(option.value);
  django.jQuery(select).trigger("change");
}

function notice(form, at) {
  const shown = document.createElement("p");
  shown.className = "reason draft";
  shown.role = "status";
  shown.textContent = `Filled in with what you typed here on ${new Date(at).toLocaleString("en-GB")} and did not save. `;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button", textContent: "Discard it" });
  button.addEventListener("click", () => {
    localStorage.removeItem(keyOf(form));
    changed.delete(form);
    location.reload();
  });
  shown.append(button);
  return shown;
}

const say = (form) => (words) => {
  form.querySelector(".lost")?.remove();
  form.prepend(words);
  words.scrollIntoView({ block: "center" });
};

// Before a form is sent the server is asked whether it could take it, for a browser forgets a form
// whose answer is an error.
async function send(form, button) {
  keep(form);
  asking.add(form);
  const answer = await reach(location.href, { method: "HEAD", cache: "no-store" }, say(form));
  asking.delete(form);
  if (!answer) return;
  passed.add(form);
  form.inert = true; // what is typed from now on would be lost
  if (token()) form.elements.csrfmiddlewaretoken.value = token();
  form.requestSubmit(button);
}

function follow(form) {
  const id = document.createElement("input");
  Object.assign(id, { type: "hidden", name: "_draft", value: crypto.randomUUID?.().replaceAll("-", "") ?? String(Date.now()) });
  form.append(id);
  const draft = localStorage.getItem(keyOf(form));
  if (form.querySelector(".errornote")) changed.add(form);
  else if (draft) fill(form, JSON.parse(draft));
  let timer;
  django.jQuery(form).on("input change", () => {
    changed.add(form);
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE, form);
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (passed.has(form)) return changed.clear();
    event.preventDefault();
    if (!asking.has(form)) send(form, event.submitter);
  });
}

// The admin gives the focus to a new form's first field, also to a select that a box hides by now;
// whoever was faster is where they went.
function begin() {
  const box = document.activeElement.closest(".select2-hidden-accessible")?.nextElementSibling;
  if (!box) return;
  (document.querySelector("[data-first]") ?? box.querySelector(".select2-selection")).focus();
}

// Control and Enter press the button that leads on: the one of its form that is the main one.
addEventListener("keydown", (event) => {
  const form = event.target.form;
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !form) return;
  event.preventDefault();
  const first = () => form.querySelector("[type=submit], button:not([type])");
  form.requestSubmit(form.querySelector("[data-main]") ?? first());
});
addEventListener("pagehide", () => changed.forEach(keep));
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  for (const form of passed) form.inert = false;
  passed.clear();
});
addEventListener("beforeunload", (event) => changed.size && event.preventDefault());
forget();
django.jQuery(() => {
  for (const form of document.querySelectorAll("form[id$=_form], form[data-draft]")) follow(form);
  begin();
});
