// Asking the server: an answer, or a sentence about why there is none.

const cookie = (name) => document.cookie.match(new RegExp(`(?:^|; )${name}=([^;]+)`))?.[1];

// The token that this browser's last log-in made; the page may have one of an earlier log-in. Under
// https it has the first name, and the second may be another site's.
export const token = () => cookie("__Host-csrftoken") ?? cookie("csrftoken");

export const isAtLogin = (answer) => answer.redirected && new URL(answer.url).pathname.endsWith("/login/");

// Whose page this is, and until when the log-in lasts if nothing more is asked: in milliseconds.
const page = document.querySelector("meta[name=person]");
export const person = page.content;
export const endsAt = () => Number(localStorage.used) + Number(page.dataset.lasts) * 1000;

function markUsed() {
  try {
    localStorage.used = Date.now();
  } catch {
    // a browser without room says too early that the log-in ends
  }
}

// The server does nothing for a page whose person is not the one who is logged in.
export async function ask(address, options = {}) {
  const headers = { ...options.headers, "X-Person": person };
  const answer = await fetch(address, { ...options, headers }).catch(() => null);
  if (answer && !isAtLogin(answer)) markUsed();
  return answer;
}

// The name of who has logged in here since the page was opened, if it is somebody else.
export function another(answer) {
  const name = answer.status === 409 && answer.headers.get("X-Person");
  return name && decodeURIComponent(name);
}

export function post(address, body, headers = {}) {
  if (token()) body.set("csrfmiddlewaretoken", token());
  return ask(address, { method: "POST", body, headers });
}

export function refusal(answer) {
  if (!answer) return "Not done: the site cannot be reached. What you typed is still here: try again.";
  if (isAtLogin(answer))
    return "Not done: you are logged out. Log in in another tab, then try again here.";
  if (another(answer))
    return `Not done: ${another(answer)} is logged in here now. Log in as yourself in another tab, then try again here.`;
  if (!answer.ok) return `Not done: the site answered ${answer.status}. Open the page again.`;
  return null;
}

markUsed(); // a page that has just been opened was asked for
