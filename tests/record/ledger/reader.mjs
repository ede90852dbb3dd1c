// A reader of the ledger, written from C2SP's signed-note, tlog-checkpoint and tlog-tiles, RFC 6962
// and docs/ledger.md alone. node reader.mjs SITE VERIFIER_KEY CLAIM
import { createHash, createPublicKey, verify } from "node:crypto";

const [site, key, claim] = process.argv.slice(2);
const sha = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const leafHash = (data) => sha(Buffer.from([0]), data);
const nodeHash = (left, right) => sha(Buffer.from([1]), left, right);
const fail = (why) => { console.error(why); process.exit(1); };
const get = async (path) => {
  const answer = await fetch(`${site}/ledger/${path}`);
  if (!answer.ok) fail(`${path}: ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
};

function root(hashes) {
  if (hashes.length === 1) return hashes[0];
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return nodeHash(root(hashes.slice(0, k)), root(hashes.slice(k)));
}

function folded(hash, index, size, path) {
  let last = size - 1;
  for (const sibling of path.map(([left, right]) => Buffer.from(left || right, "hex"))) {
    if (index % 2 === 1 || index === last) {
      hash = nodeHash(sibling, hash);
      while (index % 2 === 0 && index > 0) { index /= 2; last = Math.floor(last / 2); }
    } else hash = nodeHash(hash, sibling);
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  return hash;
}

const checkpoint = (await get("checkpoint")).toString();
const text = checkpoint.slice(0, checkpoint.indexOf("\n\n") + 1);
const [origin, size, rootHash] = text.split("\n");
const [, , id, data] = /^(.+)\+([0-9a-f]{8})\+(.+)$/.exec(key);
const prefix = Buffer.from("302a300506032b6570032100", "hex"); // SubjectPublicKeyInfo of Ed25519
const raw = Buffer.concat([prefix, Buffer.from(data, "base64").subarray(1)]);
const publicKey = createPublicKey({ key: raw, format: "der", type: "spki" });
const signed = checkpoint.slice(text.length + 1).split("\n").some((line) => {
  const signature = Buffer.from(line.split(" ")[2] ?? "", "base64");
  return signature.subarray(0, 4).toString("hex") === id
    && verify(null, Buffer.from(text), publicKey, signature.subarray(4));
});
if (!signed) fail("The checkpoint has no signature of that key.");

const leaves = [];
for (let n = 0; n * 256 < size; n++) {
  const width = Math.min(size - n * 256, 256);
  const bundle = await get(`tile/entries/${String(n).padStart(3, "0")}${width < 256 ? `.p/${width}` : ""}`);
  for (let at = 0; at < bundle.length; at += 2 + bundle.readUInt16BE(at))
    leaves.push(leafHash(bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at))));
}
if (root(leaves).toString("base64") !== rootHash) fail("The entries are not those of the signed root.");

const told = JSON.parse(await get(`claim/${claim}`));
const committed = sha(Buffer.from(told.salt, "hex"), Buffer.from(told.content));
const within = folded(leafHash(committed), told.place, told.changes, told.path).toString("hex");
if (within !== JSON.parse(told.entry).root) fail("The claim is not in its entry.");
if (!leaves[told.number].equals(leafHash(Buffer.from(told.entry)))) fail("The entry is another.");
console.log(`${origin}: ${size} entries, and claim ${JSON.parse(told.content).id} is in the ledger.`);
