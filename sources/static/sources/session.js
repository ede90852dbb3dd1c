// Says ten minutes before that the log-in ends, with a button that keeps it.

import { ask, endsAt, refusal } from "./ask.js";

const MINUTE = 60 * 1000;
const AHEAD = 20 * MINUTE; // the server writes down a use ten minutes after the last one, not before
const warning = document.querySelector(".session");
const [words, button] = warning.children;

function look() {
  const left = endsAt() - Date.now();
  if (left > AHEAD) warning.hidden = true;
  else if (left > 0) warn("You will be logged out in ten minutes, unless you go on.");
  else warn("Your log-in has ended. Log in in another tab; what you typed stays here.");
}

function warn(sentence) {
  if (!warning.hidden && words.textContent === sentence) return;
  warning.hidden = false;
  words.textContent = sentence;
}

// Whoever was typing when they pressed it types on.
let before = null;
button.addEventListener("focus", ({ relatedTarget }) => (before = relatedTarget));
button.addEventListener("click", async () => {
  const answer = await ask("/admin/", { method: "HEAD", cache: "no-store" });
  const refused = refusal(answer);
  if (refused) warn(refused);
  else look();
  if (warning.hidden) before?.focus();
});
setInterval(look, MINUTE);
