// Imports files one by one and says how far it is. Without this script the form sends all at once.

import { post, refusal } from "./ask.js";

const form = document.querySelector("#import");
const brought = document.querySelector("#brought");
const status = document.querySelector("#progress");

// Each file by itself, then the address.
function parts() {
  const whole = new FormData(form);
  const single = (name, value) => {
    const part = new FormData();
    part.set("csrfmiddlewaretoken", whole.get("csrfmiddlewaretoken"));
    part.set(name, value);
    return [value.name ?? value, part];
  };
  const files = whole.getAll("files").filter((file) => file.name);
  const address = whole.get("address").trim();
  return [...files.map((file) => single("files", file)), ...(address ? [single("address", address)] : [])];
}

function show(done, all, name) {
  status.hidden = false;
  Object.assign(status.querySelector("progress"), { max: all, value: done });
  status.querySelector("span").textContent = done === all ? `${all} of ${all} done.` : `${done} of ${all} done; now ${name} …`;
}

function add(sentence) {
  const item = document.createElement("li");
  item.textContent = sentence;
  brought.append(item);
}

// Returns whether the server has read it; why not, or what came of it, is said in the list.
async function send(name, body) {
  const answer = await post(form.action, body);
  const refused = refusal(answer) ?? (await showOutcome(answer));
  if (refused) add(`${name}: ${refused}`);
  return !refused;
}

async function showOutcome(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const refused = page.querySelector(".errorlist")?.textContent.trim();
  if (refused || !page.querySelector("#brought")) return refused ?? "The server did not take it. Try again.";
  brought.append(...page.querySelectorAll("#brought > li"));
  return null;
}

form.addEventListener("submit", async (event) => {
  const sent = parts();
  if (!sent.length) return;
  event.preventDefault();
  const button = event.submitter;
  button.disabled = true;
  brought.replaceChildren();
  let all = true;
  for (const [number, [name, body]] of sent.entries()) {
    show(number, sent.length, name);
    all = (await send(name, body)) && all;
  }
  show(sent.length, sent.length);
  if (all) form.reset(); // what failed is still chosen, and can be sent again
  button.disabled = false;
});
