// What may be done that begins no existing case: a notice, a batch, an intake at the counter, a plan.

import { label } from "./api.js";
import { Act } from "./desk_act.js";
import { actsAlone, learnDesk } from "./desk_session.js";
import { answered } from "./desk_shown.js";
import { back, html, loaded, nothing, row, shown } from "./parts.js";

const { nextTick, ref } = window.Vue;
const PILLARS = ["subsidies", "loans", "training", "incubators", "events", "zone"];

export default {
  title: "其他办理",
  props: { rest: Array },
  setup(props) {
    const it = loaded(learnDesk);
    const [told, result] = [ref(null), ref(null)];
    const done = async (what, answer) => {
      told.value = { what, answer };
      await nextTick();
      result.value?.focus();
    };
    return () => html`<div>${shown(it, () => {
      const act = actsAlone().find((each) => each.command === props.rest[0]);
      return act ? html`<div class="narrow">${back("其他办理", "#/more")}<h1>${act.label}</h1>
        <div ref=${result} tabindex="-1" role="status" class="result">${told.value ? answered(told.value) : null}</div>
        <${Act} key=${act.command + Boolean(told.value)} act=${act} onDone=${done} /></div>` : list();
    }, 6)}</div>`;
  },
};

const list = () => html`<div><h1>其他办理</h1><p class="lead quiet">对已有事项的办理，请从待办中打开这件事项。</p>
  ${actsAlone().length ? PILLARS.map((pillar) => [pillar, actsAlone().filter((each) => each.pillar === pillar)]).filter(([, acts]) => acts.length).map(([pillar, acts]) => html`
    <section key=${pillar}><h2>${label("pillar", pillar)}</h2><ul class="rows">${acts.map((each) => row(`#/more/${each.command}`, each.label, { key: each.command }))}</ul></section>`)
    : nothing("以您的身份没有可以在这里办理的")}</div>`;
