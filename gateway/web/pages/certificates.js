// Checking a certificate by its number, without signing in; the code on the paper leads here.

import { call, label } from "./api.js";
import { entered, sends, useForm } from "./form.js";
import { facts, failed, html, icon, loaded, shown } from "./parts.js";

const Check = {
  title: "查验证书",
  props: { rest: Array },
  setup(props) {
    const number = decodeURIComponent(props.rest[0] || "");
    const it = number ? loaded(() => call(`/certificates/${encodeURIComponent(number)}`)) : null;
    const form = useForm({ number }, async (told) => { location.hash = `#/certificates/${encodeURIComponent(told.number.trim())}`; });
    return () => html`
      <div>
        <h1>查验培训证书</h1>
        ${it && (it.error.value?.status === 404 || it.error.value?.status === 422 ? unknown(number, it.error.value)
    : it.error.value ? failed(it.error.value, it.reload) : shown(it, found))}
        <form class="card" onSubmit=${form.submit}>
          ${entered(form, "number", "证书编号", { autocomplete: "off", hint: "在证书下方；扫证书上的二维码会自动填好" })}
          ${sends(form, "查验")}
        </form>
        <p class="quiet">查验不用登录，姓名只显示一部分。</p>
      </div>`;
  },
};
export default Check;

const unknown = (number, problem) => html`<section class="card failure" role="alert"><h2>没有查到</h2><p class="number">${number}</p>
  <p>${problem.fields?.certificate_number || problem.message}</p></section>`;

const found = (one) => html`<section class=${`card verdict verdict-${one.state}`} role="status">
  <h2>${icon(one.state === "valid" ? "passed" : "cross")}${one.state === "valid" ? "证书真实有效" : one.state_label}</h2>
  ${facts([["编号", one.certificate_number], ["姓名", one.name], ["课程", label("training.course", one.course)], ["班级", one.title],
    ["结业日期", one.completed_on], ["发证日期", one.issued_on], ["状态", one.state_label]])}
  ${one.replaced_by ? html`<a class="press plain wide" href=${`#/certificates/${encodeURIComponent(one.replaced_by)}`}>查看换发的新证书</a>` : null}</section>`;
