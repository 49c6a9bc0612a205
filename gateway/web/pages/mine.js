// My page: what waits for me, what I can take, where my things stand; the rest is one step away.

import { call, label, moment, session, yuan } from "./api.js";
import { amountGround, html, nothing, go, press, row, saidOf, shown, state } from "./parts.js";
import { Register } from "./register.js";
import { bar } from "./steps.js";
import { useZone } from "./zone.js";

const { ref } = window.Vue;
// What has a page of its own, or tells the desks more than the person.
const APART = ["offer", "assessment", "prequalification", "ground", "visit_count", "certificate", "success", "authorisation", "letter",
  "revocation_note", "session_notice"];
const OVER = new Set(["withdrawn", "lapsed", "settled", "left", "rated", "refused", "declined", "accepted", "completed", "checked_in",
  "paid", "ended", "closed", "revoked", "given", "handled"]);
const OTHERS_TURN = /^等待|会与您联系|无需办理|递补/;
const LINES = 4;

export default {
  title: "我的服务专区",
  setup() {
    const it = useZone({ follow: true });
    const told = ref("");
    const busy = ref("");
    const accept = async (offer) => {
      busy.value = offer.entity_id;
      try {
        const answer = await call(`/subsidies/offers/${offer.entity_id}/acceptance`, { method: "POST", body: {} });
        told.value = saidOf(answer, `已领取“${offer.title}”，接下来由经办人员核实`);
      } catch (error) { told.value = error.message; }
      await it.reload();
      busy.value = "";
    };
    return () => html`
      <div>
        <h1 class="unseen">我的服务专区</h1>
        ${shown(it, (zone) => (zone.registered ? html`<div>
          ${hello(zone)}<p class="notice" role="status">${told.value}</p>
          ${offers(zone.cases, accept, busy.value)}${todos(zone.cases)}${cases(zone.cases)}${ways(zone)}${recent(zone.timeline)}</div>`
          : html`<${Register} onDone=${it.reload} />`), 5)}
      </div>`;
  },
};

const hello = ({ me, profile }) => html`
  <div class="hello"><span class="face" aria-hidden="true">${me.name[0]}</span>
    <div><p><strong>${me.name}</strong></p><p class="tags">${profile.groups.length
    ? profile.groups.map((one) => html`<span key=${one.group} class="state state-busy">${label("zone.group", one.group)}</span>`)
    : html`<span class="quiet">人员类别还没有确认</span>`}</p></div></div>`;

const offers = (all, accept, busy) => {
  const open = all.filter((one) => one.entity === "offer" && one.state === "offered");
  return open.length ? html`<section aria-labelledby="offers"><h2 id="offers">可以直接领取</h2>
    ${open.map((one) => html`<article class="card offer" key=${one.entity_id}>
      <div class="entry-head"><h3>${one.title}</h3>${state("met", one.state_label)}</div>
      ${one.amount && html`<p class="amount">${yuan(one.amount)}</p>`}${amountGround(one, all)}<p>${one.todo}</p>
      <div class="acts">${press("领取", () => accept(one), { busy: busy === one.entity_id, aria: `领取：${one.title}` })}
        ${go("看理由和依据", to(one), { plain: true })}</div>
    </article>`)}</section>` : null;
};

const todos = (all) => {
  const open = all.filter(waits);
  return open.length ? html`<section aria-labelledby="todos"><h2 id="todos">待办 ${open.length} 件</h2>
    <ul class="rows">${open.map((one) => row(to(one), one.title, { told: one.todo, key: one.entity + one.entity_id,
    extra: one.due_on ? html`<span class="due">${one.due_on} 前</span>` : null }))}</ul></section>` : null;
};

// What waits for this person rather than for somebody else.
const waits = (one) => one.todo && !OTHERS_TURN.test(one.todo) && !APART.includes(one.entity) && !OVER.has(one.state);

const cases = (all) => {
  const mine = all.filter((one) => !APART.includes(one.entity) && one.entity !== "rating");
  const [open, over] = [mine.filter((one) => !OVER.has(one.state)), mine.filter((one) => OVER.has(one.state))];
  return html`<section aria-labelledby="cases"><h2 id="cases">办理中的事项</h2>
    ${open.length ? html`<ul class="rows">${open.map(line)}</ul>`
    : nothing("没有办理中的事项", go("看看能办什么", "#/directory/policies", { plain: true }))}
    ${over.length ? html`<details class="more over"><summary>已办结 ${over.length} 件</summary><ul class="rows">${over.map(line)}</ul></details>` : null}</section>`;
};

const line = (one) => row(to(one), one.title, { tag: state(one.state, one.state_label), key: one.entity + one.entity_id,
  told: `${label("pillar", one.pillar)}${one.due_on && one.entity !== "repayment_plan" ? ` · 期限 ${one.due_on}` : ""}`, extra: bar(one) });

export const to = (one) => `#/case/${one.pillar}/${one.entity}/${encodeURIComponent(one.entity_id)}`;

const ways = (zone) => html`
  <h2>更多</h2>
  <ul class="rows">
    ${row("#/entitled", "我能享受什么", { mark: "shield", told: "已符合、还差什么、还不能判断" })}
    ${session.actsFor ? null : row("#/my-certificates", "我的证书", { mark: "certificate", told: "下载、给别人查验" })}
    ${row("#/data", "我的信息", { mark: "person", told: `${zone.businesses.length ? zone.businesses[0].name : "还没有登记经营主体"}` })}
    ${session.actsFor ? null : [row("#/proxy", "代办", { mark: "friends-o", told: "请人代办，或替别人办" }),
    row("#/rights", "授权与隐私", { mark: "lock", told: "同意了什么、谁看过、下载副本、退出" })]}
  </ul>`;

const recent = (lines) => html`
  <section aria-labelledby="happened"><div class="head"><h2 id="happened">最近发生</h2><a href="#/happened">全部经历</a></div>
    ${lines.length ? html`<div class="card">${timeline(lines.slice(0, LINES))}</div>` : nothing("还没有记录")}
  </section>`;

export const timeline = (lines) => html`<ol class="timeline">${lines.map((one) => html`
  <li key=${one.event_id}><time datetime=${one.occurred_at}>${moment(one.occurred_at)}</time>
    <span>${one.label}${one.title !== one.label ? `：${one.title}` : ""}</span>
    <small>由${label("role", one.by_role)}办理</small></li>`)}</ol>`;

