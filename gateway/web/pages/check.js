// Checking a certificate by its number, without signing in.

import { call, label } from "./api.js";
import { entered, sends, useForm } from "./form.js";
import { facts, failed, html, shown, loaded, state } from "./parts.js";

const Check = {
  title: "查验证书",
  props: { rest: Array },
  setup(props) {
    const number = decodeURIComponent(props.rest[0] || "");
    const it = number ? loaded(() => call(`/certificates/${encodeURIComponent(number)}`)) : null;
    const form = useForm({ number }, async (told) => { location.hash = `#/check/${encodeURIComponent(told.number.trim())}`; });
    return () => html`
      <div>
        <h1>查验培训证书</h1>
        <form class="card" onSubmit=${form.submit}>
          ${entered(form, "number", "证书编号", { autocomplete: "off", hint: "证书上的编号；扫证书上的二维码会自动填好" })}
          ${sends(form, "查验")}
        </form>
        ${it && (it.error.value?.status === 404 ? unknown(number) : it.error.value ? failed(it.error.value, it.reload) : shown(it, found))}
      </div>`;
  },
};
export default Check;

const unknown = (number) => html`<section class="card failure" role="alert"><h2>没有这个编号</h2><p>平台没有发过编号为 ${number} 的证书。请核对编号。</p></section>`;

const found = (one) => html`<section class="card paper" role="status"><h2>创业培训合格证书</h2>
  <p>${state(one.state, one.state_label)}</p>
  ${facts([["编号", one.certificate_number], ["姓名", one.name], ["课程", label("training.course", one.course)], ["合格日期", one.completed_on]])}</section>`;
