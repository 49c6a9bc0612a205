// The public notices that run now, with masked names; who disagrees with a line can say so.

import { call, label, session, yuan } from "./api.js";
import { entered, sends, useForm } from "./form.js";
import { go, html, loaded, nothing, shown } from "./parts.js";
import { place } from "./place.js";

const { ref } = window.Vue;

export default {
  title: "补贴公示",
  setup() {
    const it = loaded(() => call(`/subsidies/notices?area=${place.code}`));
    const about = ref(null);
    const told = ref("");
    const done = () => { told.value = "异议已提交：这一项暂停，其余不受影响"; about.value = null; };
    return () => html`
      <div>
        <h1>补贴公示</h1>
        <p class="quiet lead">正在公示的拟发放名单（${place.name}）。公示期满没有异议才付款。</p>
        <p class="notice" role="status">${told.value}</p>
        ${shown(it, ({ items }) => (items.length ? items.map((one) => notice(one, about, done)) : nothing("现在没有正在进行的公示")))}
      </div>`;
  },
};

const notice = (one, about, done) => html`
  <section class="card" key=${one.notice_id}><h2>${one.title}</h2>
    <p>${one.opened_on} 至 <strong>${one.closes_on}</strong>，共 ${one.working_days} 个工作日</p>
    ${one.notes.map((words) => html`<p key=${words} class="clause unsourced">${words}</p>`)}
    <ul>${one.lines.map((line) => html`<li key=${line.claim_id} class="taken"><span>${line.name}<small>${label("subsidies.programme", line.programme) === line.programme
    ? one.title.replace(/拟发放.*$/, "") : label("subsidies.programme", line.programme)}</small></span>
      <strong>${yuan(line.amount)}</strong>
      ${session.token ? html`<button class="press plain" type="button" aria-label=${`有异议：${line.name}`}
        onClick=${() => { about.value = about.value === line.claim_id ? null : line.claim_id; }}>有异议</button>` : null}
      ${about.value === line.claim_id ? html`<${Objection} notice=${one.notice_id} claim=${line.claim_id} onDone=${done} />` : null}</li>`)}</ul>
    ${session.token ? null : html`<div class="acts">${go("登录后可以提出异议", "#/sign-in", { plain: true })}</div>`}
  </section>`;

const Objection = {
  props: { notice: String, claim: String, onDone: Function },
  setup(props) {
    const form = useForm({ ground: "" }, ({ ground }) => call(`/subsidies/notices/${props.notice}/objections`,
      { method: "POST", body: { claim_id: props.claim, ground } }), () => props.onDone());
    return () => html`<form class="whole" onSubmit=${form.submit}>${entered(form, "ground", "异议内容", { minlength: 4, maxlength: 500 })}${sends(form, "提交异议")}</form>`;
  },
};
