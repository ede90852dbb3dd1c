// Asking the server: an answer, or a sentence about why there is none.

// The token that this browser's last log-in made; the page may have one of an earlier log-in.
export const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

export const isAtLogin = (answer) => answer.redirected && new URL(answer.url).pathname.endsWith("/login/");

export const ask = (address, options) => fetch(address, options).catch(() => null);

export function post(address, body, headers = {}) {
  if (token()) body.set("csrfmiddlewaretoken", token());
  return ask(address, { method: "POST", body, headers });
}

export function refusal(answer) {
  if (!answer) return "Not done: the site cannot be reached. What you typed is still here: try again.";
  if (isAtLogin(answer))
    return "Not done: you are logged out. Log in in another tab, then try again here.";
  if (!answer.ok) return `Not done: the site answered ${answer.status}. Open the page again.`;
  return null;
}
