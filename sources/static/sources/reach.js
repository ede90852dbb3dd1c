// Asks the server, and says in a sentence why it gave no answer: nothing typed is lost on the way.

const STAYS = "Nothing is saved yet: what you typed stays here.";
const OFFLINE = `The site cannot be reached. ${STAYS} Try again once you are online.`;
const BROKEN = (status) => `The site cannot answer now (${status}). ${STAYS} Try again in a moment.`;
const REFUSED = `This is refused, perhaps because you are logged out. ${STAYS} Look in another tab, come back to this one, and send it again: `;
const LOGGED_OUT = `You are logged out. ${STAYS} Log in in another tab, come back to this one, and send it again: `;

// The token that this browser's last log-in made; the page may have one of an earlier log-in.
export const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

const atLogin = (answer) => answer.redirected && new URL(answer.url).pathname.endsWith("/login/");

// The answer; or null, once `say` was called with a paragraph that says what is the matter.
export async function ask(address, options, say) {
  if (token()) options.body?.set("csrfmiddlewaretoken", token());
  let answer;
  try {
    answer = await fetch(address, options);
  } catch {
    return say(sentence(OFFLINE)), null;
  }
  if (answer.status >= 500 || answer.status === 429) return say(sentence(BROKEN(answer.status))), null;
  if (!atLogin(answer) && answer.status !== 403) return answer;
  const words = sentence(atLogin(answer) ? LOGGED_OUT : REFUSED);
  const link = document.createElement("a");
  Object.assign(link, { href: "/admin/", target: "_blank", textContent: "log in" });
  words.append(link);
  say(words);
  return null;
}

function sentence(words) {
  const shown = document.createElement("p");
  shown.className = "said error lost";
  shown.role = "alert";
  shown.textContent = words;
  return shown;
}
