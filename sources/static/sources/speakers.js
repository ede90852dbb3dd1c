// The list of speakers follows what is typed, each with the roles that tell them apart.

const list = document.querySelector("#speakers");
const known = new Set([...(list?.options ?? [])].map((option) => option.value));

export async function offer(event) {
  if (event.target.name !== "speaker" || event.target.value.length < 2) return;
  const answer = await fetch(list.dataset.search + encodeURIComponent(event.target.value));
  if (!answer.ok || answer.redirected) return;
  for (const { name, roles } of (await answer.json()).speakers) {
    if (known.has(name)) continue;
    known.add(name);
    list.append(new Option(roles ? `${name}, ${roles}` : name, name));
  }
}
