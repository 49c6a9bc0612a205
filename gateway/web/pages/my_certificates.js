// My certificates: on paper as PDF with a code to check them by, and the address at which anybody can.

import { call, download, label } from "./api.js";
import { back, facts, go, html, loaded, nothing, press, shown, state } from "./parts.js";

const { ref } = window.Vue;

export default {
  title: "我的证书",
  setup() {
    const it = loaded(async () => (await call("/me/cases?shelf=certificates&limit=100")).items.filter((one) => one.entity === "certificate"));
    const told = ref("");
    const take = async (number) => {
      try {
        await download(`/training/certificates/${encodeURIComponent(number)}/paper`, `${number}.pdf`);
        told.value = "证书已下载";
      } catch (problem) { told.value = problem.message; }
    };
    return () => html`
      <div>
        ${back("我的", "#/me")}
        <h1>我的证书</h1>
        <p class="notice" role="status">${told.value}</p>
        ${shown(it, (all) => (all.length ? html`<div>${all.map((one) => certificate(one, take))}</div>`
    : nothing("还没有证书；培训合格后自动出现在这里", go("看看培训班", "#/directory/courses"))))}
      </div>`;
  },
};

function certificate(one, take) {
  const number = one.data.certificate_number;
  return html`<section class="card paper" key=${one.entity_id}>
    <h2>创业培训合格证书</h2>
    <p>${label("training.course", one.data.course)}</p>
    <p class="number">${number}</p>
    ${facts([["班级", one.data.title], ["结业日期", one.data.completed_on], ["发证日期", one.data.issued_on]])}
    <p>${state(one.state, one.state_label)}</p>
    <div class="acts">${press("下载 PDF", () => take(number), { aria: `下载 PDF：${number}` })}
      ${go("给别人查验", `#/certificates/${encodeURIComponent(number)}`, { plain: true })}</div>
  </section>`;
}
