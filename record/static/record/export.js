// A download that shows how far it is, and is kept only when it is whole. Without this script the
// buttons download all the same.

import { post, refusal } from "../sources/ask.js";

const form = document.getElementById("files");
const progress = document.getElementById("progress");
const said = document.getElementById("said");
const LINE_END = 10;

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const asked = new FormData(form, event.submitter);
  const name = asked.get("file");
  form.inert = true; // one at a time: there is one bar
  await download(asked).catch(() => tell(`${name} broke off, and nothing was kept. Try again.`));
  form.inert = false;
  event.submitter?.focus();
});

async function download(asked) {
  const name = asked.get("file");
  progress.hidden = false;
  progress.removeAttribute("value");
  tell(`${name} is being made …`, true);
  const answer = await post("", asked);
  if (!answer) throw new Error("the site cannot be reached");
  const refused = refusal(answer) ?? (await reason(answer));
  if (refused) return tell(refused);
  keep(name, await read(name, answer));
}

async function read(name, response) {
  const parts = [];
  let bytes = 0;
  let lines = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts);
    parts.push(value);
    bytes += value.length;
    for (const byte of value) lines += byte === LINE_END;
    if (/\.(csv|jsonl)$/.test(name)) progress.value = Math.min(lines, progress.max);
    tell(`${name}: ${bytes.toLocaleString("en")} bytes`, true);
  }
}

function keep(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
  tell(`${name} is whole: ${blob.size.toLocaleString("en")} bytes`);
}

// Why an answer is the page again and not a file; null of a file.
async function reason(answer) {
  if (answer.headers.get("Content-Disposition")) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector(".errornote")?.textContent ?? "This cannot be exported.";
}

function tell(words, isUnderWay = false) {
  said.textContent = words;
  progress.hidden = !isUnderWay;
}
