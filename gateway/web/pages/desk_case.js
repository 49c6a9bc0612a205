// One case at the desk: who and what, what may be done now, every reason with its clause, and what happened.

import { call, label, moment, session, yuan } from "./api.js";
import { Act } from "./desk_act.js";
import { actsOn, areaName, due, kindName, labelsOf, learnDesk, nearness, papersOf, pathOf, viewOf } from "./desk_session.js";
import { Person, Taken } from "./desk_person.js";
import { answered, contents, filesOf, known } from "./desk_shown.js";
import { back, facts, html, loaded, press, reasons, row, shown, state } from "./parts.js";
import { steps } from "./steps.js";
import { timeline } from "./mine.js";

const { nextTick, ref } = window.Vue;
const A_PERSON = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOST_RELATED = 30;

export default {
  title: "办理",
  props: { rest: Array },
  setup(props) {
    const [act, told, changed, result] = [ref(null), ref(null), ref(""), ref(null)];
    const it = loaded(async () => {
      await learnDesk();
      const one = await call(`/cases/${props.rest.join("/")}`);
      return { one, ...(await around(one)) };
    });
    const done = async (what, answer) => {
      [act.value, changed.value, told.value] = [null, "", { what, answer }];
      await it.reload();
      await nextTick();
      result.value?.focus();
    };
    const elsewhere = async (problem) => {
      await it.reload();
      changed.value = `${problem.message}。已重新载入最新情况，请核对后再办理。`;
      if (it.data.value && act.value && !act.value.states.includes(it.data.value.one.state)) act.value = null;
    };
    return () => html`
      <div>
        ${back("待办", "#/tray")}
        ${shown(it, (all) => html`<div>
          <p class="quiet">${label("pillar", all.one.pillar)} · ${kindName(all.one)} · ${areaName(all.one.area)}</p>
          <div class="entry-head"><h1>${all.one.title}</h1>${state(all.one.state, all.one.state_label)}</div>
          <div ref=${result} tabindex="-1" role="status" class="result">${told.value ? answered(told.value) : null}${changed.value ? html`<p class="todo">${changed.value}</p>` : null}</div>
          <div class="two">
            <div class="stands">${stand(all)}</div>
            <aside aria-label="可以办理">${acts(all.one, act, done, elsewhere)}</aside>
            <div class="rest">${who(all)}${what(all)}
              ${all.one.reasons.length ? html`<section><h2>理由和依据</h2><div class="card">${reasons(all.one.reasons)}</div></section>` : null}
              ${past(all.one.history)}${related(all)}</div>
          </div>
        </div>`, 6)}
      </div>`;
  },
};

// What else is known: the person, masked; their other matters; what the pillar shows in depth. Each may be out of reach.
async function around(one) {
  const view = viewOf(one);
  const person = one.person_id && A_PERSON.test(one.person_id) && !one.data.organisation_id ? one.person_id : null;
  const [whose, page, depth] = await Promise.all([
    person && call(`/people/${person}`).catch(() => null),
    person && call(`/people/${person}/page`).catch(() => null),
    view && call(pathOf(view, one)).catch((error) => ({ unreachable: error.message })),
  ]);
  return { whose, page, depth, view };
}

const stand = ({ one, depth }) => html`
  <section class="card" aria-label="办理情况">
    ${one.amount && html`<p class="amount">${yuan(one.amount)}</p>`}
    ${steps(one.steps)}
    ${facts([["期限", one.due_on && html`<strong class=${`due-${nearness(one.due_on)}`}>${due(one.due_on)}</strong>${one.working_days_left != null
    ? `（还有 ${one.working_days_left} 个工作日）` : ""}`], ["已用时间", depth?.allowed != null && `${depth.elapsed} / ${depth.allowed} 个工作日${depth.paused ? `，另暂停 ${depth.paused} 个` : ""}${depth.stands_still ? "，现在暂停计时" : ""}`], ["现在的环节", one.data.step], ["转给", one.state === "referred" && referred(one.data.referred_to)], ["已告知本人", one.todo], ["最近更新", moment(one.changed_at)]])}
  </section>`;

const referred = (to) => (/^\d/.test(to || "") ? areaName(to) : label("role", to));

const who = ({ whose }) => (whose ? html`<section><h2>申请人</h2><${Person} whose=${whose} key=${whose.person_id} /></section>` : null);

const what = ({ one, page, depth, view }) => {
  const form = known(one, page);
  return html`<section><h2>事项内容</h2><div class="card">
    ${contents(labelsOf(one), one.data, one.pillar)}
    ${depth?.unreachable ? html`<p class="todo">详细情况暂时取不到：${depth.unreachable}</p>` : depth ? contents(Object.fromEntries(view.fields.map((each) => [each.name, each])), depth, one.pillar, one.data) : null}
    ${form}
    ${filesOf(one, depth).map((file, index) => html`<${Taken} key=${file} words=${`材料 ${index + 1}`} from=${`/files/${file}`} name=${`材料${index + 1}`} />`)}
    ${papersOf(one).map((paper) => html`<${Taken} key=${paper.path} words=${paper.label} from=${pathOf(paper, one)} name=${one.data.number || one.title} />`)}
  </div></section>`;
};

const acts = (one, act, done, elsewhere) => {
  const may = actsOn(one);
  if (act.value) return html`<${Act} key=${act.value.command} act=${act.value} one=${one} onDone=${done} onChanged=${elsewhere} onLeave=${() => { act.value = null; }} />`;
  return html`<section class="card"><h2>可以办理</h2>${may.length ? html`<div class="stacked">${may.map((each) => html`<div key=${each.command}>
      ${press(each.label, () => { act.value = each; }, { plain: !each.turn.includes(one.state) })}</div>`)}</div>`
    : html`<p class="quiet">${one.state === "referred" && one.data.referred_to ? `已转${referred(one.data.referred_to)}决定。` : `以${label("role", session.role)}的身份，现在没有可以办理的。`}</p>`}</section>`;
};

const past = (lines) => (lines?.length ? html`<section><h2>办理经过</h2><div class="card">${timeline([...lines].reverse())}</div></section>` : null);

// The same person's matters of every kind, and what happened to them, whichever desk it was.
const related = ({ one, page }) => {
  const others = (page?.cases || []).filter((each) => each.entity_id !== one.entity_id).slice(0, MOST_RELATED);
  return others.length ? html`<details class="more"><summary>这个人的其他事项（${others.length}）和全部经历</summary>
    <ul class="rows">${others.map((each) => row(`#/case/${each.pillar}/${each.entity}/${encodeURIComponent(each.entity_id)}`, each.title,
    { told: `${label("pillar", each.pillar)} · ${kindName(each)}`, tag: state(each.state, each.state_label), key: each.entity + each.entity_id }))}</ul>
    <div class="card">${timeline(page.timeline)}</div></details>` : null;
};
