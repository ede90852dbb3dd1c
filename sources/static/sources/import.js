// Imports files one by one and says how far it is. Without this script the form sends all at once.

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

async function send(name, body) {
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const refused = page.querySelector(".errorlist")?.textContent.trim();
    if (refused || !page.querySelector("#brought")) add(`${name}: ${refused ?? "The server did not take it. Try again."}`);
    else brought.append(...page.querySelectorAll("#brought > li"));
  } catch {
    add(`${name}: The server cannot be reached. Try again.`);
  }
}

form.addEventListener("submit", async (event) => {
  const sent = parts();
  if (!sent.length) return;
  event.preventDefault();
  const button = event.submitter;
  button.disabled = true;
  brought.replaceChildren();
  for (const [number, [name, body]] of sent.entries()) {
    show(number, sent.length, name);
    await send(name, body);
  }
  show(sent.length, sent.length);
  form.reset();
  button.disabled = false;
});
