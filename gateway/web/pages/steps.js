// The usual way of a thing, and how far it has come; what left that way shows its state instead.

import { label } from "./api.js";
import { html } from "./parts.js";

const WAYS = {
  claim: ["submitted", "in_review", "approved", "publicised", "cleared", "paid"],
  loan: ["submitted", "qualified", "guaranteed", "bank_approved", "disbursed", "settled"],
  enrolment: ["enrolled", "completed"],
  invitation: ["sent", "accepted"],
  tenancy: ["applied", "admitted"],
  registration: ["taken", "checked_in"],
};

export function steps(one) {
  const table = `${one.pillar}.state.${one.entity}`;
  const way = (WAYS[one.entity] || []).filter((code) => label(table, code) !== code);
  const at = way.indexOf(one.state);
  if (at < 0 || way.length < 2) return null;
  return html`<ol class="steps" aria-label=${`办理进度：第 ${at + 1} 步，共 ${way.length} 步`}>${way.map((code, index) => html`
    <li class=${index < at ? "done" : index === at ? "now" : ""} aria-current=${index === at ? "step" : undefined}>
      ${label(table, code)}</li>`)}</ol>`;
}
