// Reads the index: tools/bantin/site/search/postings.py says how it is written.

const language = document.documentElement.lang;
const root = new URL(`../../search/${language}/`, import.meta.url);
const kept = new Map(); // what has been fetched, by name

async function unpacked(name, options) {
  const answer = await fetch(new URL(name, root), options);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return new Response(answer.body.pipeThrough(new DecompressionStream("gzip")));
}

// What failed is asked for again the next time.
function once(name, make) {
  if (!kept.has(name)) kept.set(name, make().catch((error) => (kept.delete(name), Promise.reject(error))));
  return kept.get(name);
}

export const head = () => once("head", async () => (await unpacked("head.idx", { cache: "no-cache" })).json());

async function file(name) {
  return unpacked(`${name}.idx?${(await head()).version}`);
}

const site = new URL("../../", import.meta.url);

export const bulletin = (number) =>
  once(`t/${number}`, async () => {
    const found = await (await file(`t/${number}`)).json();
    return { ...found, url: new URL(found.url, site).pathname };
  });

function shard(kind, number) {
  const name = `${kind[0]}/${number}`;
  return once(name, async () => {
    const data = new Uint8Array(await (await file(name)).arrayBuffer());
    const size = new DataView(data.buffer).getUint32(0);
    const groups = new Map();
    let at = 4 + size;
    for (const [key, ...sizes] of JSON.parse(new TextDecoder().decode(data.subarray(4, at)))) {
      const group = {};
      for (let of = 0; of < sizes.length; of += 2) group[sizes[of]] = data.subarray(at, (at += sizes[of + 1]));
      groups.set(key, group);
    }
    return groups;
  });
}

// The number of the shard that would hold a key.
function place(firsts, key) {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (firsts[middle] <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// The postings of a key, by spelling.
export async function postings(kind, key) {
  const at = place((await head())[kind], key);
  const group = at < 0 ? undefined : (await shard(kind, at)).get(key);
  return Object.fromEntries(Object.entries(group ?? {}).map(([spelling, data]) => [spelling, READ[kind](data)]));
}

// The postings of all keys that begin so, from the first few shards that hold any.
export async function beginning(kind, start, most) {
  const firsts = (await head())[kind];
  const found = {};
  for (let at = Math.max(0, place(firsts, start)); at < firsts.length && most > 0; at += 1, most -= 1) {
    if (firsts[at] > start && !firsts[at].startsWith(start)) break;
    for (const [key, group] of await shard(kind, at)) {
      if (!key.startsWith(start)) continue;
      for (const [spelling, data] of Object.entries(group)) found[spelling] = READ[kind](data);
    }
  }
  return found;
}

function reader(data) {
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      value |= (data[at] & 127) << shift;
      if (!(data[at++] > 127)) return value;
    }
  };
  const rising = (count) => {
    let before = 0;
    return Array.from({ length: count }, () => (before += number()));
  };
  return { number, rising, rest: () => data.subarray(at) };
}

// By bulletin: the weight of a word, or the places of a pair.
const READ = {
  words(data) {
    const { number, rising, rest } = reader(data);
    const documents = rising(number());
    const weights = rest();
    return new Map(documents.map((one, at) => [one, weights[at]]));
  },
  pairs(data) {
    const { number, rising } = reader(data);
    const documents = rising(number());
    const counts = documents.map(number);
    return new Map(documents.map((one, at) => [one, rising(counts[at])]));
  },
};
