// Whether the server could take a form now, or a sentence why not: nothing typed is lost on the way.

import { another, ask, isAtLogin } from "./ask.js";

const STAYS = "Nothing is saved yet: what you typed stays here.";
const OFFLINE = `The site cannot be reached. ${STAYS} Try again once you are online.`;
const BROKEN = (status) => `The site cannot answer now (${status}). ${STAYS} Try again in a moment.`;
const REFUSED = `This is refused, perhaps because you are logged out. ${STAYS} Look in another tab, come back to this one, and send it again: `;
const ANOTHER = (name) => `${name} is logged in here now. ${STAYS} Log in as yourself in another tab, come back to this one, and send it again: `;
const LOGGED_OUT = `You are logged out. ${STAYS} Log in in another tab, come back to this one, and send it again: `;

// The answer; or null, once `say` was called with a paragraph that says what is the matter.
export async function reach(address, options, say) {
  const answer = await ask(address, options);
  const words = trouble(answer);
  if (words) say(words);
  return words ? null : answer;
}

function trouble(answer) {
  if (!answer) return sentence(OFFLINE);
  if (answer.status >= 500 || answer.status === 429) return sentence(BROKEN(answer.status));
  const name = another(answer);
  if (!name && !isAtLogin(answer) && answer.status !== 403) return null;
  const words = sentence(name ? ANOTHER(name) : isAtLogin(answer) ? LOGGED_OUT : REFUSED);
  const link = document.createElement("a");
  Object.assign(link, { href: "/admin/", target: "_blank", textContent: "log in" });
  words.append(link);
  return words;
}

function sentence(words) {
  const shown = document.createElement("p");
  shown.className = "said error lost";
  shown.role = "alert";
  shown.textContent = words;
  return shown;
}
