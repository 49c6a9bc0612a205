// Whom a case concerns, masked; in clear only for a reason, which is kept and shown to that person.

import { call, download, label } from "./api.js";
import { areaName } from "./desk_session.js";
import { entered, sends, useForm } from "./form.js";
import { facts, html, press } from "./parts.js";

const { ref } = window.Vue;

export const Person = {
  props: { whose: Object },
  setup(props) {
    const [clear, asks] = [ref(null), ref(false)];
    const form = useForm({ reason: "" }, ({ reason }) => call(`/people/${props.whose.person_id}/clear-reads`, { method: "POST", body: { reason: reason.trim() } }),
      (told) => { [clear.value, asks.value] = [told, false]; });
    return () => {
      const one = clear.value || props.whose;
      return html`<div class="card">
        ${facts([["姓名", one.name], ["身份证号", one.id_number], ["手机号", one.phone], ["居住地", areaName(one.area)], ["住址", clear.value && one.address],
    ["人员类别", one.groups.map((each) => `${label("zone.group", each.group)}（${each.source}${each.valid_until ? `，至 ${each.valid_until}` : ""}）`).join("；")], ["收款账号", one.bank_account]])}
        ${clear.value ? press("重新遮住", () => { clear.value = null; }, { plain: true })
    : asks.value ? html`<form onSubmit=${form.submit}>${entered(form, "reason", "查看事由", { autocomplete: "off", maxlength: 200, hint: "会留下记录；以什么身份、因为什么查看，本人看得到" })}${sends(form, "查看完整信息")}</form>`
      : press("查看完整信息", () => { asks.value = true; }, { plain: true })}</div>`;
    };
  },
};

// A file of a case: fetched when wanted, and what is wrong is said where it was asked for.
export const Taken = {
  props: { words: String, from: String, name: String },
  setup(props) {
    const [busy, wrong] = [ref(false), ref("")];
    const take = async () => {
      [busy.value, wrong.value] = [true, ""];
      try { await download(props.from, props.name); } catch (problem) { wrong.value = problem.message; }
      busy.value = false;
    };
    return () => html`<div class="taken"><span>${props.words}${wrong.value && html`<em class="wrong" role="alert">${wrong.value}</em>`}</span>
      ${press("下载", take, { plain: true, busy: busy.value, aria: `下载：${props.words}` })}</div>`;
  },
};
