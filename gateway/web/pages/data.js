// My data: each with where it comes from and whether it holds; what is wrong can be objected to, what changed updated.

import { call, label } from "./api.js";
import { entered, sends, useForm } from "./form.js";
import { back, facts, go, html, loaded, shown, state } from "./parts.js";
import { home } from "./place.js";
import { Register } from "./register.js";
import { uploads } from "./uploads.js";
import { useZone } from "./zone.js";

const { ref } = window.Vue;

export default {
  title: "我的信息",
  setup() {
    const it = useZone();
    const known = loaded(() => call("/people/me/provenance"));
    const raised = loaded(() => call("/people/me/data-objections"));
    const [told, about] = [ref(""), ref(null)];
    const done = async (words) => {
      [told.value, about.value] = [words, null];
      await Promise.all([it.reload(), known.reload(), raised.reload()]);
      window.scrollTo(0, 0);
    };
    return () => html`
      <div>
        ${back("我的", "#/me")}
        <h1>我的信息</h1>
        <p class="notice" role="status">${told.value}</p>
        ${shown(it, (zone) => (zone.registered ? html`<div>
          ${shown(known, ({ items }) => html`<ul class="card origins">${items.filter((one) => one.field !== "business").map((one, index) => origin(one, index, about, done))}</ul>`)}
          ${businesses(zone)}<${Contact} zone=${zone} onDone=${done} />${raised.data.value ? objections(raised.data.value.items) : null}</div>`
    : html`<${Register} onDone=${it.reload} />`), 5)}
      </div>`;
  },
};

const origin = (one, index, about, done) => html`<li key=${one.field + index}>
  <div class="entry-head"><h2 class="origin-name">${label("zone.data_field", one.field)}</h2>${one.holds ? null : state("ended", "已失效")}</div>
  <p class="shown">${one.field === "area" ? home.name : one.shown || html`<span class="quiet">还没有登记</span>`}</p>
  <p class="quiet">来源：${one.source}${one.checked_on ? `，${one.checked_on}` : ""}${one.valid_until ? `，有效期至 ${one.valid_until}` : ""}</p>
  ${one.shown ? html`<details class="more" open=${about.value === index ? true : undefined} onToggle=${(event) => { about.value = event.target.open ? index : null; }}>
    <summary>不对？<span class="unseen">${label("zone.data_field", one.field)}</span></summary><p class="quiet lead">${one.how_to_correct}</p>${about.value === index ? html`<${Objection} one=${one} onDone=${done} />` : null}</details>` : null}</li>`;

const Objection = {
  props: { one: Object, onDone: Function },
  setup(props) {
    const form = useForm({ explanation: "", files: [] }, ({ explanation, files }) => call("/data-objections", { method: "POST", body: {
      field: props.one.field, explanation, files: files.map((file) => file.id), ...(props.one.group ? { group: props.one.group } : {}) } }),
    () => props.onDone("已提出异议，经办人员核实后会告诉您"));
    return () => html`<form onSubmit=${form.submit}>${entered(form, "explanation", "哪里不对", { minlength: 2, maxlength: 500 })}
      ${uploads(form)}${sends(form, "提出异议")}</form>`;
  },
};

const objections = (items) => (items.length ? html`<h2>我提过的异议</h2>${items.map((one) => html`<section class="card" key=${one.data_objection_id}>
  <div class="entry-head"><h3>${label("zone.data_field", one.field)}</h3>${state(one.state, one.state_label)}</div><p>${one.explanation}</p>
  ${one.ground && html`<p class="quiet">核实说明：${one.ground}</p>`}</section>`)}` : null);

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
    }, () => { Object.assign(form.values, { phone: "", address: "", bank_account: "" }); return props.onDone("已更新"); });
    const free = { required: false };
    return () => html`<details class="card more"><summary>更新手机号、住址或收款账号</summary><form onSubmit=${form.submit}>
      <p class="quiet lead">只填要改的，其余不变。</p>
      ${entered(form, "phone", "手机号", { type: "tel", maxlength: 11, ...free })}${entered(form, "address", "住址", free)}
      ${entered(form, "bank_account", "收款账号", { inputmode: "numeric", ...free })}${sends(form, "保存")}</form></details>`;
  },
};
