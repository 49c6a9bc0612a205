// What a case holds and what an answer said, under the names that the contracts give.

import { label, yuan } from "./api.js";
import { facts, html, reasons } from "./parts.js";

const ELSEWHERE = new Set(["area", "city", "title", "name", "state", "state_label", "todo", "due_on", "amount", "step", "programme", "referred_to", "reasons", "clock", "form", "files", "faults", "left", "came_from", "allowed", "elapsed", "paused", "stands_still"]);
const PLAIN = new Set(["text", "long", "choice", "flag", "count", "number", "money", "day", "instant", "texts"]);

// The contents that have a name and say something; those that stand elsewhere on the page, or in `besides`, are left out.
export const contents = (named, data, pillar, besides = {}) => {
  const lines = Object.entries(named).filter(([name, one]) => PLAIN.has(one.kind) && !ELSEWHERE.has(name) && !/_ids?$|_token$/.test(name)
    && data[name] != null && data[name] !== "" && data[name] !== "once" && !(name in besides)).map(([name, one]) => [one.label, spoken(one, data[name], `${pillar}.${name.replace(/s$/, "")}`)]);
  return html`<div>${facts(lines)}${data.faults?.length ? html`<p>需补正：${data.faults.join("；")}</p>` : null}${tables(named, data, besides)}</div>`;
};

function spoken(one, value, table = "") {
  if (one.kind === "money") return yuan(value);
  if (one.kind === "flag") return value ? "是" : "否";
  if (Array.isArray(value)) return value.map((each) => label(table, each)).join("、");
  return one.options?.find((each) => each.code === value)?.label || String(value);
}

const MOST_ROWS = 50;
const tables = (named, data, besides) => Object.entries(named).filter(([name, one]) => one.kind === "rows" && one.fields?.length && !ELSEWHERE.has(name)
  && data[name]?.length && !(name in besides)).map(([name, one]) => {
  const columns = one.fields.filter((each) => PLAIN.has(each.kind) && !/_ids?$/.test(each.name));
  return html`<div key=${name}><h3>${one.label}</h3><div class="scroll" tabindex="0" role="region" aria-label=${one.label}><table><thead><tr>${columns.map((each) => html`<th scope="col" key=${each.name}>${each.label}</th>`)}</tr></thead>
    <tbody>${data[name].slice(0, MOST_ROWS).map((line, index) => html`<tr key=${index}>${columns.map((each) => html`<td key=${each.name}>${line[each.name] == null ? "" : spoken(each, line[each.name])}</td>`)}</tr>`)}</tbody></table></div></div>`;
});

export const filesOf = (one, depth) => [...new Set([one.data.files, depth?.files].filter(Array.isArray).flat().map((each) => each.file_id || each))];

// What the registers already say for a claim, each line with its source: the assessment of its programme holds it.
export function known(one, page) {
  const form = one.data.form || page?.cases.find((each) => each.entity === "assessment" && each.data.programme === one.data.programme
    && each.data.period === one.data.period)?.data.form;
  return form?.length && one.pillar === "subsidies" ? html`<div><h3>已掌握的信息</h3><dl>${form.map((line) => html`<div key=${line.code}><dt>${line.label}</dt>
    <dd>${line.value || html`<span class="unsourced">还没有</span>`}<span class="clause">来源：${line.source}</span></dd></div>`)}</dl></div>` : null;
}

// The decision on a command: its outcome, what speaks against it at once, and every reason it rests on.
export const answered = ({ what, answer }) => {
  const against = (answer.reasons || []).filter((one) => ["unmet", "unknown"].includes(one.status));
  return html`<section class="card answer" aria-label="办理结果">
    <div class="entry-head"><h2>${what.label}：${answer.outcome ? label("outcome", answer.outcome) : "已办理"}</h2></div>
    ${reasons(against)}
    ${answer.reasons?.length > against.length ? html`<details class="more"><summary>全部理由（${answer.reasons.length}）</summary>${reasons(answer.reasons)}</details>` : null}
  </section>`;
};
