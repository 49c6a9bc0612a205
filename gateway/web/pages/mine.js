// My page: who I am and how that is known, what I am entitled to, my offers, cases and what happened.

import { call, day, label, moment, yuan } from "./api.js";
import { html, loaded, nothing, press, shown, state } from "./parts.js";
import { entitlement } from "./precheck.js";
import { followChanges } from "./push.js";
import { Register } from "./sign_in.js";
import { steps } from "./steps.js";

const { onUnmounted, ref } = window.Vue;
const APART = ["offer", "assessment", "prequalification"];

export const Mine = {
  setup() {
    const it = loaded(load);
    const told = ref("");
    const busy = ref("");
    onUnmounted(followChanges(() => it.reload()));
    const accept = async (offer) => {
      busy.value = offer.entity_id;
      try {
        await call(`/subsidies/offers/${offer.entity_id}/acceptance`, { method: "POST", body: {} });
        told.value = `已领取“${offer.title}”，接下来由经办人员核实`;
      } catch (error) { told.value = error.message; }
      await it.reload();
      busy.value = "";
    };
    return () => html`
      <div>
        <h1>我的服务专区</h1>
        <p class="notice" role="status" aria-live="polite">${told.value}</p>
        ${shown(it, (page) => (page.me ? html`<div>
          ${profile(page)}${offers(page.cases, accept, busy.value)}${todos(page.cases)}
          ${entitled(page.entitlements)}${cases(page.cases)}${timeline(page.timeline)}</div>`
          : html`<${Register} onDone=${it.reload} />`))}
      </div>`;
  },
};

async function load() {
  const page = await call("/me");
  if (!page.profile) return { ...page, me: null };
  const [me, entitlements] = await Promise.all([call("/people/me"), call("/me/entitlements")]);
  return { ...page, entitlements: entitlements.items, me };
}

const profile = ({ me, profile: known }) => html`
  <section class="card" aria-labelledby="who">
    <h2 id="who">${me.name}</h2>
    <dl><div><dt>身份证号</dt><dd>${me.id_number}</dd></div><div><dt>手机号</dt><dd>${me.phone}</dd></div></dl>
    <h3>人员类别</h3>
    ${known?.groups?.length ? html`<ul class="groups">${known.groups.map((one) => html`
      <li><strong>${label("zone.group", one.group)}</strong>
        <span class="clause">${label("zone.evidence", one.kind)}：${one.source}，有效期至 ${one.valid_until || "长期"}</span></li>`)}</ul>`
    : html`<p class="quiet">名册中还没有确认的类别；不影响办理，需要时可到窗口核实。</p>`}
  </section>`;

const offers = (all, accept, busy) => {
  const open = all.filter((one) => one.entity === "offer" && one.state === "offered");
  return open.length ? html`<section aria-labelledby="offers"><h2 id="offers">可以直接领取</h2>
    ${open.map((one) => html`<article class="card offer" key=${one.entity_id}>
      <div class="entry-head"><h3>${one.title}</h3>${state("met", one.state_label)}</div>
      <p class="amount">${yuan(one.amount)}</p><p>${one.todo}</p>
      ${press("领取", () => accept(one), { busy: busy === one.entity_id, aria: `领取${one.title}` })}
    </article>`)}</section>` : null;
};

const todos = (all) => {
  const open = all.filter((one) => one.todo && !APART.includes(one.entity));
  return open.length ? html`<section class="card" aria-labelledby="todos"><h2 id="todos">待办</h2><ul class="todos">
    ${open.map((one) => html`<li><a href=${to(one)}>${one.title}</a><span>${one.todo}</span>
      ${one.due_on && html`<span class="due">${one.due_on} 前</span>`}</li>`)}</ul></section>` : null;
};

const entitled = (items) => html`
  <section aria-labelledby="entitled"><h2 id="entitled">我能享受什么</h2>
    ${items.length ? html`<ul class="plain-list">${items.map(entitlement)}</ul>`
    : nothing("登记的信息还不足以判断；参加培训或登记经营主体后会自动更新")}
  </section>`;

const cases = (all) => html`
  <section aria-labelledby="cases"><h2 id="cases">我的事项</h2>
    ${all.length ? html`<ul class="plain-list">${all.map(line)}</ul>` : nothing("还没有办理中的事项")}
  </section>`;

const line = (one) => html`
  <li class="card" key=${one.entity + one.entity_id}>
    <div class="entry-head"><h3><a href=${to(one)}>${one.title}</a></h3>${state(one.state, one.state_label)}</div>
    ${steps(one)}
    <p class="source">${label("pillar", one.pillar)}${one.due_on ? ` · 办理期限 ${one.due_on}` : ""} · 更新于 ${day(one.changed_at)}</p>
  </li>`;

const to = (one) => `#/case/${one.pillar}/${one.entity}/${encodeURIComponent(one.entity_id)}`;

const timeline = (lines) => html`
  <section class="card" aria-labelledby="happened"><h2 id="happened">办事经历</h2>
    ${lines.length ? html`<ol class="timeline">${lines.map((one) => html`
      <li key=${one.event_id}><time datetime=${one.occurred_at}>${moment(one.occurred_at)}</time>
        <span>${one.label}${one.title !== one.label ? `：${one.title}` : ""}</span>
        <small>由${label("role", one.by_role)}办理</small></li>`)}</ol>` : nothing("还没有记录")}
  </section>`;
