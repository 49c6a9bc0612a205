// The public interface as the pages use it: one call, the session, and what codes are called.

const { reactive } = window.Vue;
const KEPT = "wuchuang.session";
const LAST_EVENTS = 30;
const OWN_NAME = ["/dev/", "/people/me/proxies", "/people/me/proxy-acts", "/proxies", "/sign-out"]; // asked in one's own name, also by a proxy

const NOBODY = { token: null, person: null, role: null, area: null, account: null, actsFor: null };
export const session = reactive({ ...NOBODY, ...kept() });
export const words = reactive({ tables: {} });
let seen = [];
const WAIT = /^\/(me|cases|inbox)\b/; // what shows what one did just now

function kept() {
  return JSON.parse(sessionStorage.getItem(KEPT) || "{}");
}

export class Problem extends Error {
  constructor(told, status) {
    super([told.title, told.detail === told.title ? "" : told.detail].filter(Boolean).join("："));
    this.code = told.code;
    this.fields = told.fields || {};
    this.status = status;
  }
}

// A caller that may have to ask again gives its own `key`, so that asking twice is doing once.
export async function call(path, { method = "GET", body, key: given } = {}) {
  const answer = await fetched(path, method, body, given);
  const told = answer.status === 204 ? {} : await answer.json();
  if (answer.ok) {
    seen = [...seen, ...(told.events || [])].slice(-LAST_EVENTS);
    return told;
  }
  if (answer.status === 401 && session.token) signOut();
  throw new Problem(told, answer.status);
}

async function fetched(path, method, body, given) {
  const headers = {};
  if (session.token) headers.Authorization = `Bearer ${session.token}`;
  if (session.actsFor && !OWN_NAME.some((start) => path.startsWith(start))) headers["Act-For"] = session.actsFor.id;
  if (method !== "GET") Object.assign(headers, { "Content-Type": "application/json", "Idempotency-Key": given || key() });
  else if (seen.length && WAIT.test(path)) headers["Wait-For-Events"] = seen.join(",");
  const sent = body === undefined ? undefined : JSON.stringify(body);
  try {
    return await fetch(`/api/v1${path}`, { method, headers, body: sent });
  } catch (error) {
    throw new Problem({ code: "offline", title: "暂时连不上平台", detail: "请检查网络后再试一次" }, 0);
  }
}

// A file saved under `name`; where that has no ending, what the file is gives it one.
const ENDINGS = { "application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "text/csv": ".csv",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx" };
export async function download(path, name, method = "GET") {
  const answer = await fetched(path, method, method === "GET" ? undefined : {});
  if (!answer.ok) throw new Problem(await answer.json(), answer.status);
  const link = document.createElement("a");
  const file = await answer.blob();
  link.href = URL.createObjectURL(file);
  link.download = /\.\w+$/.test(name) ? name : name + (ENDINGS[file.type.split(";")[0]] || "");
  link.click();
  URL.revokeObjectURL(link.href);
}

// A file as a form would send it; the answer names what was kept.
export async function upload(file) {
  const body = new FormData();
  body.append("file", file);
  let answer;
  try {
    answer = await fetch("/api/v1/files", { method: "POST", headers: { Authorization: `Bearer ${session.token}`, ...(session.actsFor ? { "Act-For": session.actsFor.id } : {}) }, body });
  } catch (error) {
    throw new Problem({ code: "offline", title: "没有传上去", detail: "请检查网络后再试一次" }, 0);
  }
  const told = await answer.json();
  if (!answer.ok) throw new Problem(told, answer.status);
  return told;
}

export const key = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

// This phone's own mark, random and kept here: what a sign-in to a class is made with.
const DEVICE = "wuchuang.device";
export function device() {
  if (!localStorage.getItem(DEVICE)) localStorage.setItem(DEVICE, key());
  return localStorage.getItem(DEVICE);
}

export async function signIn(account) {
  const told = await call("/dev/sign-in", { method: "POST", body: { account } });
  enter({ token: told.token, person: told.person_id, role: told.role, area: told.area, account });
}

export function enter(who) {
  Object.assign(session, { ...NOBODY, ...who });
  keep();
}

const keep = () => sessionStorage.setItem(KEPT, JSON.stringify(session));

// From now on as a proxy for somebody, or for oneself again with null.
export function actFor(somebody) {
  session.actsFor = somebody;
  keep();
}

// Whose page is shown: one's own, or that of the person for whom one acts.
export const whose = () => session.actsFor?.id || session.person;

export function signOut() {
  Object.assign(session, NOBODY);
  sessionStorage.removeItem(KEPT);
  seen = [];
}

// Leaving ends the token at the platform too, so that nobody else can use it until it runs out.
export async function leave() {
  await call("/sign-out", { method: "POST", body: { everywhere: false } }).catch(() => null); // out of reach: it ends by itself
  signOut();
}

export async function learnWords() {
  words.tables = (await call("/dictionary")).tables;
}

export const label = (table, code) => words.tables[table]?.[code] || code;

export const day = (text) => (text ? text.slice(0, 10) : "");

export const moment = (text) => new Date(text).toLocaleString("zh-CN", {
  timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
});

export const yuan = (amount) => `${Number(amount).toLocaleString("zh-CN")} 元`;
