// How far a thing has come: step by step on its page, as a bar in lists.

import { label } from "./api.js";
import { html } from "./parts.js";

const WAYS = {
  claim: ["submitted", "in_review", "approved", "publicised", "cleared", "in_payment", "paid"],
  loan: ["submitted", "qualified", "guaranteed", "bank_approved", "signed", "repaying", "settled"],
  enrolment: ["enrolled", "completed"],
  invitation: ["sent", "accepted"],
  tenancy: ["applied", "admitted"],
  registration: ["taken", "checked_in"],
};

function way(one) {
  const table = `${one.pillar}.state.${one.entity}`;
  const names = (WAYS[one.entity] || []).filter((code) => label(table, code) !== code);
  return { names, table, at: names.indexOf(one.state) };
}

const stands = (index, at, length) => (index < at || (at === length - 1 && index === at) ? "done" : index === at ? "now" : "");

const SPOKEN = { done: "已完成", now: "现在", ahead: "还没到", ended: "到此结束" };

// The steps of a case as the platform tells them.
export function steps(list) {
  if (!list || list.length < 2) return null;
  return html`<ol class="steps" aria-label="办理进度">${list.map((one) => html`
    <li key=${one.code} class=${one.state} aria-current=${one.state === "now" ? "step" : undefined}>
      ${one.label}<span class="unseen">（${SPOKEN[one.state]}）</span></li>`)}</ol>`;
}

// The usual way of a thing on one line; what left that way shows its state alone.
export function bar(one) {
  const { names, at } = way(one);
  if (at < 0 || names.length < 2) return null;
  return html`<span class="bar" role="img" aria-label=${`第 ${at + 1} 步，共 ${names.length} 步`}>${names.map((code, index) => html`
    <i key=${code} class=${stands(index, at, names.length)}></i>`)}</span>`;
}
