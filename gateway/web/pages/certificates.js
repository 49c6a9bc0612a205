// My certificates, with the number and the address at which anybody can check them.

import { label } from "./api.js";
import { back, facts, go, html, nothing, shown, state } from "./parts.js";
import { useZone } from "./zone.js";

export default {
  title: "我的证书",
  setup() {
    const it = useZone();
    return () => html`
      <div>
        ${back("我的", "#/me")}
        <h1>我的证书</h1>
        ${shown(it, (zone) => {
    const all = zone.cases.filter((one) => one.entity === "enrolment" && one.data.certificate_number);
    return all.length ? html`<div>${all.map(certificate)}</div>` : nothing("还没有证书；培训合格后自动出现在这里", go("看看培训班", "#/directory/courses"));
  })}
      </div>`;
  },
};

const certificate = (one) => html`
  <section class="card paper" key=${one.entity_id}>
    <h2>创业培训合格证书</h2>
    <p>${label("training.course", one.data.course)}</p>
    <p class="number">${one.data.certificate_number}</p>
    ${facts([["班级", one.title], ["合格日期", one.data.completed_on]])}
    <p>${state(one.state, one.state_label)}</p>
    <div class="acts">${go("给别人查验", `#/check/${encodeURIComponent(one.data.certificate_number)}`)}</div>
  </section>`;
