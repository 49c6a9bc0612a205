// What one might be entitled to, before signing in: a few questions, every condition with its clause.

import { call, label, words, yuan } from "./api.js";
import { failed, field, html, nothing, press, reasons, state } from "./parts.js";
import { AreaChoice } from "./area_choice.js";
import { place } from "./place.js";

const { reactive, ref } = window.Vue;
const ANSWERS = [["", "不清楚"], ["yes", "是"], ["no", "否"]];
const QUESTIONS = [["training_completed", "参加过创业培训并取得合格证书吗？"],
  ["business_registered", "办理过营业执照或登记过网店吗？"], ["received_before", "领取过同样的补贴吗？"]];

export const Precheck = {
  setup() {
    const told = reactive({ group: "", training_completed: "", business_registered: "", received_before: "" });
    const items = ref(null);
    const error = ref(null);
    const busy = ref(false);
    const ask = async (event) => {
      event.preventDefault();
      busy.value = true;
      error.value = null;
      try {
        items.value = (await call("/precheck", { method: "POST", body: question(told) })).items;
      } catch (problem) { error.value = problem; }
      busy.value = false;
    };
    return () => html`
      <div>
        <h1>我可能享受什么</h1>
        <p class="quiet">只用来核对，不登录，不留存。结果仅供参考，以经办机构核实为准。</p>
        <form class="card" onSubmit=${ask}>
          <${AreaChoice} />
          ${field("您属于哪一类人员？", html`
            <select value=${told.group} onChange=${(event) => { told.group = event.target.value; }}>
              <option value="">不清楚</option>
              ${Object.entries(words.tables["zone.group"] || {}).map(([code, name]) => html`<option value=${code}>${name}</option>`)}
              <option value="none">都不属于</option>
            </select>`)}
          ${QUESTIONS.map(([name, asked]) => choice(told, name, asked))}
          ${press("看看结果", undefined, { submit: true, busy: busy.value })}
        </form>
        ${error.value && failed(error.value)}
        <div aria-live="polite">${items.value && results(items.value)}</div>
      </div>`;
  },
};

const choice = (told, name, asked) => html`
  <fieldset class="choices"><legend>${asked}</legend>${ANSWERS.map(([value, words]) => html`
    <label><input type="radio" name=${name} value=${value} checked=${told[name] === value}
      onChange=${() => { told[name] = value; }} /><span>${words}</span></label>`)}
  </fieldset>`;

const yes = (answer) => (answer === "" ? null : answer === "yes");

const question = (told) => ({ area: place.code, in_no_group: told.group === "none",
  group: told.group && told.group !== "none" ? told.group : null,
  ...Object.fromEntries(QUESTIONS.map(([name]) => [name, yes(told[name])])) });

const results = (items) => (items.length ? html`<h2>核对结果</h2><ul class="plain-list">${items.map(entitlement)}</ul>`
  : nothing("这个地区目前没有在平台办理的补贴"));

export const entitlement = (one) => html`
  <li class="card" key=${one.pillar + one.programme}>
    <div class="entry-head"><h3>${one.title}</h3>${state(one.state, one.state_label)}</div>
    ${one.amount && html`<p class="amount">${yuan(one.amount)}</p>`}
    ${one.todo && html`<p class="todo"><strong>可以怎么做</strong>${one.todo}</p>`}
    ${reasons(one.reasons)}
    <p class="source">${label("pillar", one.pillar)}</p>
  </li>`;
