// What became of what was asked for: shown above the quotes, and read out.

const outcome = document.querySelector(".outcome");

export function say(words) {
  if (outcome) outcome.textContent = words;
}

export function add(words) {
  if (outcome) say(`${outcome.textContent} ${words}`);
}
