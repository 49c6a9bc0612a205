// What every page is made of: reasons with clauses, states, entries, and how loading, nothing and failure look.

import { label } from "./api.js";
import { icon } from "./icons.js";

const { h, ref, onMounted } = window.Vue;
const { Button, Tag, Skeleton } = window.vant;

// `this[0] = 3` keeps htm from reusing static nodes: Vue's nodes belong to one place.
export const html = window.htm.bind(function make(type, props, ...children) {
  this[0] = 3;
  if (typeof type === "string") return h(type, props, children);
  return h(type, props, children.length ? { default: () => children } : undefined);
});

export const press = (words, onClick, more = {}) => html`
  <${Button} type=${more.plain ? "default" : "primary"} native-type=${more.submit ? "submit" : "button"} round
    loading=${more.busy || false} disabled=${more.busy || false} onClick=${onClick}
    aria-label=${more.aria}>${words}</${Button}>`;

const TONES = { met: "success", eligible: "success", open: "success", missing: "warning", cannot_tell: "primary",
  not_yet_open: "warning", paused: "warning", ended: "default", claimed: "default" };

export const state = (code, words) => html`<${Tag} class=${`state state-${TONES[code] || "primary"}`}>${words}</${Tag}>`;

export function cited(citation) {
  if (!citation) return null;
  if (citation.unsourced) return html`<span class="clause unsourced">待确认：${citation.unsourced}</span>`;
  return html`<span class="clause">${label("document", citation.document)} ${citation.clause}</span>`;
}

const MARKS = { met: ["passed", "满足"], unmet: ["cross", "还差"], unknown: ["question-o", "待核实"], not_applicable: ["minus", "不适用"] };

export const reason = (one) => html`
  <li class=${`reason reason-${one.status}`}>
    <span class="mark">${icon(MARKS[one.status][0])} ${MARKS[one.status][1]}</span>
    <span><span class="told">${one.text}<small>（${label("force", one.force)}）</small></span>${cited(one.citation)}</span>
  </li>`;

export const reasons = (list) => (list?.length ? html`<ul class="reasons">${list.map(reason)}</ul>` : null);

export const nothing = (words, more) => html`
  <div class="nothing">${icon("records-o")}<p>${words}</p>${more}</div>`;

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

export function shown(it, render) {
  if (it.error.value && !it.data.value) return failed(it.error.value, it.reload);
  if (!it.data.value) return html`<div class="card" role="status" aria-label="正在加载"><${Skeleton} row=${4} title /></div>`;
  return render(it.data.value);
}

export const failed = (error, again) => html`
  <div class="card failure" role="alert">
    <h2>没有取到内容</h2><p>${error.message}</p>${again && press("再试一次", again)}
  </div>`;

export const field = (words, input, told) => html`
  <label class="field"><span>${words}</span>${input}${told && html`<em class="wrong" role="alert">${told}</em>`}</label>`;

export const entry = (one, act) => html`
  <li class="card entry" key=${one.id}>
    <div class="entry-head"><h3>${one.title}</h3>${state(one.state, one.state_label)}</div>
    <p class="quiet">${one.area_name}${one.holder ? ` · ${one.holder}` : ""}</p>
    ${one.opens_on && html`<p>自 ${one.opens_on} 起开放</p>`}
    <dl>${one.lines.map((line) => html`<div><dt>${line.label}</dt><dd>${line.value}${cited(line.citation)}</dd></div>`)}</dl>
    <p class="source">来源：${one.source} · 最近更新 ${one.changed_on}</p>
    ${act}
  </li>`;
