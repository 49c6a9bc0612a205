// One thing: where it stands, until when, what can be done, every reason with its clause, and what happened.

import { call, label, moment, session, yuan } from "./api.js";
import { acts } from "./acts.js";
import { timeline } from "./mine.js";
import { amountGround, back, facts, html, loaded, reasons, shown, state } from "./parts.js";
import { followChanges } from "./push.js";
import { steps } from "./steps.js";
import { useZone } from "./zone.js";

const { onUnmounted, ref } = window.Vue;

export default {
  title: "事项",
  props: { rest: Array },
  setup(props) {
    const it = loaded(() => call(`/cases/${props.rest.join("/")}`));
    const zone = useZone();
    const told = ref("");
    const again = () => Promise.all([it.reload(), zone.reload()]);
    if (!session.actsFor) onUnmounted(followChanges(again));
    const done = async (words) => { told.value = words; await again(); };
    return () => html`
      <div>
        ${back("我的", "#/me")}
        ${shown(it, (one) => html`<div>
          <p class="quiet">${label("pillar", one.pillar)}</p>
          <div class="entry-head"><h1>${one.title}</h1>${state(one.state, one.state_label)}</div>
          <p class="notice" role="status">${told.value}</p>
          ${stand(one, zone.data.value?.cases || [])}
          ${zone.data.value && acts(one, zone.data.value, done)}
          ${one.reasons.length ? html`<h2>理由和依据</h2><section class="card">${reasons(one.reasons)}</section>` : null}
          ${past(one.history)}
        </div>`, 5)}
      </div>`;
  },
};

const stand = (one, cases) => html`
  <section class="card" aria-label="办理情况">
    ${one.amount && html`<p class="amount">${yuan(one.amount)}</p>`}${amountGround(one, cases)}
    ${steps(one.steps)}
    ${one.data.faults?.length ? html`<div class="todo"><strong>需要补正</strong><ul class="points">${one.data.faults.map((words) => html`<li key=${words}>${words}</li>`)}</ul></div>` : null}
    ${one.todo && html`<p class="todo"><strong>下一步</strong>${one.todo}</p>`}
    ${facts([["期限", one.due_on && one.entity !== "repayment_plan" && html`<strong class="due">${one.due_on}</strong>${one.working_days_left
    ? `（还有 ${one.working_days_left} 个工作日）` : ""}`], ["证书编号", one.data.certificate_number], ["最近更新", moment(one.changed_at)]])}
  </section>`;

const past = (lines) => (lines?.length ? html`<h2>办理经过</h2><section class="card">${timeline([...lines].reverse())}</section>` : null);
