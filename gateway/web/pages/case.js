// One thing: where it stands, until when, what to do, and every reason with its clause.

import { call, label, moment, yuan } from "./api.js";
import { html, loaded, nothing, reasons, shown, state } from "./parts.js";
import { steps } from "./steps.js";

export const Case = {
  props: { path: String },
  setup(props) {
    const it = loaded(() => call(`/cases/${props.path}`));
    return () => html`
      <div>
        <a class="back" href="#/me">返回我的服务专区</a>
        ${shown(it, (one) => html`<div>
          <h1>${one.title}</h1>
          <section class="card">
            <p class="entry-head"><span>${label("pillar", one.pillar)}</span>${state(one.state, one.state_label)}</p>
            ${steps(one)}
            ${one.amount && html`<p class="amount">${yuan(one.amount)}</p>`}
            ${one.due_on && html`<p>期限：<strong>${one.due_on}</strong></p>`}
            ${one.todo && html`<p class="todo"><strong>可以怎么做</strong>${one.todo}</p>`}
            <p class="source">更新于 ${moment(one.changed_at)}</p>
          </section>
          <h2>理由和依据</h2>
          ${one.reasons.length ? html`<section class="card">${reasons(one.reasons)}</section>` : nothing("这一步没有需要说明的理由")}
        </div>`)}
      </div>`;
  },
};
