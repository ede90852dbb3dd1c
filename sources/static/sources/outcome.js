// What became of what was asked for: shown above the quotes, and read out.

const outcome = document.querySelector(".outcome");
let isNew = false; // what was said is not shown yet

export function say(words) {
  if (!outcome) return;
  outcome.textContent = isNew ? `${outcome.textContent} ${words}` : words;
  isNew = true;
  setTimeout(() => (isNew = false));
}
