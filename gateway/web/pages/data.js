// My data: what is known and from where, businesses, consents, who looked; and signing out.

import { call, day, label, moment, signOut } from "./api.js";
import { dictionaryOf } from "./choices.js";
import { entered, sends, useForm } from "./form.js";
import { back, facts, go, html, loaded, press, shown, state } from "./parts.js";
import { place } from "./place.js";
import { Register } from "./register.js";
import { useZone } from "./zone.js";

const { ref } = window.Vue;

export default {
  title: "我的信息",
  setup() {
    const it = useZone();
    const rest = loaded(async () => ({ consents: (await call("/people/me/consents")).items, reads: (await call("/people/me/clear-reads")).items }));
    const told = ref("");
    const consent = async (given, purpose) => {
      try {
        await call(given ? `/consents/${given.consent_id}/withdrawal` : "/consents", { method: "POST", body: given ? {} : { purpose } });
        told.value = given ? "已撤回授权" : "已同意";
        await rest.reload();
      } catch (problem) { told.value = problem.message; }
    };
    return () => html`
      <div>
        ${back("我的", "#/me")}
        <h1>我的信息</h1>
        <p class="notice" role="status">${told.value}</p>
        ${shown(it, (zone) => (zone.registered ? html`<div>${person(zone)}${groups(zone)}${businesses(zone)}
          <${Contact} zone=${zone} onDone=${async () => { told.value = "已更新"; await it.reload(); }} />
          ${shown(rest, ({ consents, reads }) => html`<div>${agreed(consents, consent)}${seenBy(reads)}</div>`)}</div>`
    : html`<${Register} onDone=${it.reload} />`), 5)}
        <div class="acts">${press("退出登录", leave, { plain: true })}</div>
      </div>`;
  },
};

function leave() {
  signOut();
  location.hash = "#/";
}

const person = ({ me }) => html`<section class="card"><h2>${me.name}</h2>
  ${facts([["身份证号", me.id_number], ["手机号", me.phone], ["出生年月", me.birth_month], ["居住地", place.name], ["住址", me.address],
    ["收款账号", me.bank_account]])}<p class="source">来源：本人实名登记。页面上只显示一部分，查看全文会留下记录。</p></section>`;

const groups = ({ profile }) => html`<section class="card"><h2>人员类别</h2>
  ${profile.groups.length ? profile.groups.map((one) => html`<div key=${one.group}><h3>${label("zone.group", one.group)}</h3>
    ${facts([["怎么知道的", label("zone.evidence", one.kind)], ["来源", one.source], ["取得日期", one.fetched_on], ["有效期至", one.valid_until || "长期"]])}</div>`)
    : html`<p class="quiet">名册中还没有确认的类别；不影响办理，需要时可到窗口核实。</p>`}</section>`;

const businesses = (zone) => html`<section class="card"><h2>经营主体</h2>
  ${zone.businesses.length ? zone.businesses.map((one) => html`<div key=${one.business_id}><div class="entry-head"><h3>${one.name}</h3>
    ${state(one.state, label("zone.state.business", one.state))}</div>
    ${facts([["类型", label("zone.business", one.kind)], ["登记号", one.number], ["登记日期", one.registered_on], ["依据", label("zone.evidence", one.evidence)]])}</div>`)
    : html`<p class="quiet">还没有登记。</p>`}<div class="acts">${go("登记经营主体", "#/guide/business", { plain: true })}</div></section>`;

const Contact = {
  props: { zone: Object, onDone: Function },
  setup(props) {
    const form = useForm({ phone: "", address: "", bank_account: "" }, (told) => {
      const body = Object.fromEntries(Object.entries(told).map(([name, text]) => [name, text.trim()]).filter(([, text]) => text));
      return call(`/people/${props.zone.me.person_id}`, { method: "PUT", body });
    }, () => props.onDone());
    const free = { required: false };
    return () => html`<details class="card more"><summary>更新手机号、住址或收款账号</summary><form onSubmit=${form.submit}>
      <p class="quiet lead">只填要改的，其余不变。</p>
      ${entered(form, "phone", "手机号", { type: "tel", maxlength: 11, ...free })}${entered(form, "address", "住址", free)}
      ${entered(form, "bank_account", "收款账号", { inputmode: "numeric", ...free })}${sends(form, "保存")}</form></details>`;
  },
};

const agreed = (consents, consent) => html`<section class="card"><h2>授权</h2><p class="quiet">由您决定，随时可以撤回。</p>
  <ul>${dictionaryOf("zone.consent").map(([purpose, words]) => {
    const given = consents.find((one) => one.purpose === purpose && !one.withdrawn_at);
    return html`<li key=${purpose} class="taken"><span>${words}${given && html`<small>${day(given.given_at)} 同意</small>`}</span>
      ${press(given ? "撤回" : "同意", () => consent(given, purpose), { plain: true, aria: `${given ? "撤回" : "同意"}：${words}` })}</li>`;
  })}</ul></section>`;

const seenBy = (reads) => html`<section class="card"><h2>谁看过我的完整信息</h2>${reads.length
  ? html`<ul>${reads.map((one) => html`<li key=${one.read_at} class="taken"><span>${label("role", one.role)}<small>${moment(one.read_at)} · ${one.reason}</small></span></li>`)}</ul>`
  : html`<p class="quiet">还没有人看过。</p>`}</section>`;
