// The forms: one page for each matter, shown once the person is registered, and what came of it.

import { label } from "./api.js";
import { Business } from "./business.js";
import { Claim } from "./claim.js";
import { Loan } from "./loan.js";
import { MATTERS } from "./matters.js";
import { back, go, html, nothing, reasons, shown } from "./parts.js";
import { Register } from "./register.js";
import { Tenancy } from "./tenancy.js";
import { Together } from "./together.js";
import { useZone } from "./zone.js";

const { nextTick, ref } = window.Vue;
const FORMS = { business: Business, loan: Loan, tenancy: Tenancy, claim: Claim, together: Together };

const Apply = {
  title: "填写申请",
  props: { rest: Array, query: Object },
  setup(props) {
    const name = props.rest[0];
    const it = useZone();
    const done = ref(null);
    const finish = (answer) => {
      done.value = answer;
      window.scrollTo(0, 0);
      nextTick(() => document.querySelector("#outcome")?.focus());
    };
    if (!FORMS[name]) return () => nothing("没有这张表", go("看办事指南", "#/guide"));
    return () => html`
      <div>
        ${back("办事指南", `#/guide/${name}`)}
        <h1>${MATTERS[name].title}</h1>
        ${done.value ? outcome(done.value, MATTERS[name]) : shown(it, (zone) => (zone.registered
    ? html`<${FORMS[name]} zone=${zone} query=${props.query} onDone=${finish} />`
    : html`<${Register} onDone=${it.reload} />`))}
      </div>`;
  },
};
export default Apply;

const TOLD = { offered: "已收到", referred: "已提交，由人工审核", returned: "已收到，还需补充", refused: "这次没有办成",
  not_applicable: "不适用" };

const outcome = (answer, matter) => html`
  <div>
    <div class="card"><h2 id="outcome" tabindex="-1">${matter.title}：${TOLD[answer.outcome] || matter.done || label("outcome", answer.outcome)}</h2>
      ${answer.reasons?.length ? reasons(answer.reasons) : html`<p>${matter.next.slice(-2).join("；")}。</p>`}
      <div class="acts">${go("到“我的”查看", "#/me")}</div></div>
  </div>`;
