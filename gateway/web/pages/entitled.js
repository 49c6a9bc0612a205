// What I am entitled to: met, missing or not to be told yet, what to do about it, and every reason with its clause.

import { call, label, yuan } from "./api.js";
import { back, go, html, loaded, nothing, reasons, shown, state } from "./parts.js";

export default {
  title: "我能享受什么",
  setup() {
    const it = loaded(() => call("/me/entitlements"));
    return () => html`
      <div>
        ${back("我的", "#/me")}
        <h1>我能享受什么</h1>
        <p class="quiet lead">平台按已有的登记自动核对，情况变了会自动更新。</p>
        ${shown(it, ({ items }) => (items.length ? html`<ul>${items.map(entitlement)}</ul>`
    : nothing("登记的信息还不足以判断；参加培训或登记经营主体后会自动更新", go("登记经营主体", "#/guide/business"))))}
      </div>`;
  },
};

// Where somebody goes for what is still missing.
const WAYS = { training_completed: ["看看培训班", "#/directory/courses"], business_registered: ["登记经营主体", "#/guide/business"],
  loans: ["申请贷款", "#/guide/loan"] };

const way = (one) => {
  const missing = one.reasons.find((each) => each.status !== "met" && WAYS[each.code]);
  const found = (missing && WAYS[missing.code]) || (one.state === "met" && WAYS[one.pillar]);
  return found ? html`<div class="acts">${go(...found)}</div>` : null;
};

export const entitlement = (one) => {
  const met = one.reasons.filter((each) => each.status === "met").length;
  return html`
  <li class="card" key=${one.pillar + one.programme}>
    <p class="quiet">${label("pillar", one.pillar)}</p>
    <div class="entry-head"><h2 class="entry-name">${one.title}</h2>${state(one.state, one.state_label)}</div>
    ${one.amount && html`<p class="amount">${yuan(one.amount)}</p>`}
    ${one.todo && html`<p class="todo"><strong>可以怎么做</strong>${one.todo}</p>`}
    ${way(one)}
    ${one.reasons.length ? html`<details class="more" open=${one.state === "missing" ? true : undefined}><summary>${one.reasons.length} 项条件，已满足 ${met} 项</summary>${reasons(one.reasons)}</details>` : null}
  </li>`;
};
