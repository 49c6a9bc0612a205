// The usual way of a thing, and how far it has come; what left that way shows its state instead.

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

export function steps(one) {
  const { names, table, at } = way(one);
  if (at < 0 || names.length < 2) return null;
  return html`<ol class="steps" aria-label=${`办理进度：第 ${at + 1} 步，共 ${names.length} 步`}>${names.map((code, index) => html`
    <li key=${code} class=${stands(index, at, names.length)} aria-current=${index === at ? "step" : undefined}>
      ${label(table, code)}</li>`)}</ol>`;
}

// The same way on one line, for lists.
export function bar(one) {
  const { names, at } = way(one);
  if (at < 0 || names.length < 2) return null;
  return html`<span class="bar" role="img" aria-label=${`第 ${at + 1} 步，共 ${names.length} 步`}>${names.map((code, index) => html`
    <i key=${code} class=${stands(index, at, names.length)}></i>`)}</span>`;
}
