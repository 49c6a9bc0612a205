// What every page is made of: reasons with clauses, states, entries, and how loading, nothing and failure look.

import { label } from "./api.js";
import { icon } from "./icons.js";

export { icon };

const { h, ref, onMounted } = window.Vue;

// `this[0] = 3` keeps htm from reusing static nodes: Vue's nodes belong to one place.
export const html = window.htm.bind(function make(type, props, ...children) {
  this[0] = 3;
  if (typeof type === "string") return h(type, props, children);
  return h(type, props, children.length ? { default: () => children } : undefined);
});

export const press = (words, onClick, more = {}) => html`
  <button type=${more.submit ? "submit" : "button"} class=${`press ${more.plain ? "plain" : ""}`} onClick=${onClick}
    aria-disabled=${more.busy ? "true" : undefined} disabled=${more.busy || false} aria-label=${more.aria}>
    ${more.busy ? html`<span class="turning" aria-hidden="true"></span>` : null}${words}</button>`;

export const go = (words, to, more = {}) => html`
  <a class=${`press ${more.plain ? "plain" : ""}`} href=${to} aria-label=${more.aria}>${words}</a>`;

export const back = (words, to) => html`<a class="back" href=${to}>${icon("left")}<span>${words}</span></a>`;

const TONES = { met: "good", eligible: "good", open: "good", likely: "good", offered: "good", sent: "good", paid: "good",
  completed: "good", admitted: "good", approved: "good", accepted: "good", checked_in: "good", settled: "good",
  cleared: "good", verified: "good", repaying: "good", handled: "good", recognised: "good", awarded: "good", valid: "good", in_force: "good", corrected: "good", overturned: "good",
  missing: "warn", incomplete: "warn", not_yet_open: "warn", paused: "warn", returned: "warn", frozen: "warn", held: "warn",
  suspended: "warn", overdue: "bad", refused: "bad", revoked: "bad", declined: "bad",
  ended: "still", claimed: "still", withdrawn: "still", lapsed: "still", left: "still", closed: "still", rated: "still" };

// An open programme or notice is good news; what waits for somebody's word is not.
const WAITS = /^待/;

export const state = (code, words) => html`<span class=${`state state-${(!(code === "open" && WAITS.test(words)) && TONES[code]) || "busy"}`}>${words}</span>`;

// The clause a statement rests on; where no document says it, that is said as plainly.
export function cited(citation) {
  if (!citation) return null;
  if (citation.unsourced) {
    return html`<details class="clause"><summary><span class="unsourced">依据待确认</span></summary><p>${citation.unsourced}</p></details>`;
  }
  return html`<span class="clause">依据：${label("document", citation.document)} ${citation.clause}</span>`;
}

// On what a subsidy's amount rests: the assessment of its programme says it, also once it is claimed and paid.
export function amountGround(one, cases) {
  const assessed = cases.find((each) => each.entity === "assessment" && each.data.programme === one.data.programme
    && each.data.period === one.data.period);
  return one.amount && one.pillar === "subsidies" ? cited(assessed?.reasons.find((each) => each.code === "amount_set")?.citation) : null;
}

const MARKS = { met: ["passed", "满足"], unmet: ["cross", "还差"], unknown: ["question-o", "待核实"], not_applicable: ["minus", "不适用"] };

export const reason = (one) => html`
  <li class=${`reason reason-${one.status}`}>
    <span class="mark">${icon(MARKS[one.status][0])}<span>${MARKS[one.status][1]}</span></span>
    <div><p class="told">${one.text}<small>（${label("force", one.force)}）</small></p>${cited(one.citation)}
      ${one.reading && html`<p class="clause">理解：${one.reading}</p>`}</div>
  </li>`;

// What a person is told of an answer: what they hoped for, or that it is not done and what is still missing.
const BINDING = new Set(["hard", "in_principle", "discretion"]);
const NOT_DONE = { returned: "还需补充", refused: "这次没有办成" };

export function saidOf(answer, hoped) {
  const open = (answer?.reasons || []).filter((one) => BINDING.has(one.force) && ["unmet", "unknown"].includes(one.status));
  return NOT_DONE[answer?.outcome] ? `${NOT_DONE[answer.outcome]}：${open.map((one) => one.text).join("；") || "请看下面的理由"}` : hoped;
}

export const reasons = (list) => (list?.length ? html`<ul class="reasons">${list.map(reason)}</ul>` : null);

export const nothing = (words, more) => html`
  <div class="nothing">${icon("records-o")}<p>${words}</p>${more}</div>`;

export const waiting = (rows = 3) => html`
  <div class="card waiting" role="status"><span class="unseen">正在加载</span>
    ${Array.from({ length: rows }, (_, index) => html`<i key=${index}></i>`)}</div>`;

// Loads when shown; `reload` keeps what is seen until the new is there.
export function loaded(load) {
  const it = { data: ref(null), error: ref(null), busy: ref(true) };
  it.reload = async () => {
    it.busy.value = true;
    try {
      it.data.value = await load();
      it.error.value = null;
    } catch (error) {
      it.error.value = error;
    }
    it.busy.value = false;
  };
  onMounted(it.reload);
  return it;
}

export function shown(it, render, rows) {
  if (it.error.value && !it.data.value) return failed(it.error.value, it.reload);
  return it.data.value ? render(it.data.value) : waiting(rows);
}

export const failed = (error, again) => html`
  <div class="card failure" role="alert">
    <h2>没有取到内容</h2><p>${error.message}</p>${again && press("再试一次", again)}
  </div>`;

export const field = (words, input, told, hint) => html`
  <label class="field"><span class="asked">${words}</span>${hint && html`<small>${hint}</small>`}${input}${told && html`<em class="wrong" role="alert">${told}</em>`}</label>`;

export const facts = (lines) => html`<dl>${lines.filter(([, value]) => value).map(([words, value]) => html`
  <div><dt>${words}</dt><dd>${value}</dd></div>`)}</dl>`;

// One line of a list that leads somewhere.
export const row = (to, title, { told, tag, mark, extra, key } = {}) => html`
  <li class="row" key=${key || to}><a href=${to}>${mark && icon(mark)}
    <span class="row-words"><strong>${title}</strong>${told && html`<span class="quiet">${told}</span>`}${extra}</span>
    ${tag}${icon("right")}</a></li>`;

// Where an address leads: `#/name/rest/…?query`.
export function parsed(hash) {
  const [path, search] = hash.replace(/^#\/?/, "").split("?");
  const [name, ...rest] = path.split("/");
  return { hash, name, rest, query: Object.fromEntries(new URLSearchParams(search || "")) };
}

export function skip(event) {
  event.preventDefault();
  document.querySelector("main").focus();
}
