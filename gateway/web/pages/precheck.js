// What one might be entitled to, before signing in: a few questions, every condition with its clause.

import { call, words } from "./api.js";
import { AreaChoice } from "./area_choice.js";
import { entitlement } from "./entitled.js";
import { failed, field, html, nothing, press } from "./parts.js";
import { place } from "./place.js";

const { nextTick, reactive, ref } = window.Vue;
const ANSWERS = [["yes", "是"], ["no", "否"], ["", "不清楚"]];
const QUESTIONS = [["training_completed", "参加过创业培训并取得合格证书吗？"],
  ["business_registered", "办理过营业执照或登记过网店吗？"], ["received_before", "领取过同样的补贴吗？"]];

export default {
  title: "我可能享受什么",
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
        nextTick(() => document.querySelector("#results")?.scrollIntoView({ block: "start" }));
      } catch (problem) { error.value = problem; }
      busy.value = false;
    };
    return () => html`
      <div>
        <h1>我可能享受什么</h1>
        <p class="quiet lead">只用来核对，不登录，不留存。结果仅供参考，以经办机构核实为准。</p>
        <form class="card" onSubmit=${ask}>
          <${AreaChoice} />
          ${field("您属于哪一类人员？", html`
            <select value=${told.group} onChange=${(event) => { told.group = event.target.value; }}>
              <option value="">不清楚</option>
              ${Object.entries(words.tables["zone.group"] || {}).map(([code, name]) => html`<option key=${code} value=${code}>${name}</option>`)}
              <option value="none">都不属于</option>
            </select>`)}
          ${QUESTIONS.map(([name, asked]) => choice(told, name, asked))}
          ${press("看看结果", undefined, { submit: true, busy: busy.value })}
        </form>
        ${error.value && failed(error.value)}
        <div id="results" aria-live="polite">${items.value && results(items.value)}</div>
      </div>`;
  },
};

const choice = (told, name, asked) => html`
  <fieldset class="choices inline" key=${name}><legend>${asked}</legend><div>${ANSWERS.map(([value, words]) => html`
    <label key=${value}><input type="radio" name=${name} value=${value} checked=${told[name] === value}
      onChange=${() => { told[name] = value; }} /><span>${words}</span></label>`)}</div>
  </fieldset>`;

const yes = (answer) => (answer === "" ? null : answer === "yes");

const question = (told) => ({ area: place.code, in_no_group: told.group === "none",
  group: told.group && told.group !== "none" ? told.group : null,
  ...Object.fromEntries(QUESTIONS.map(([name]) => [name, yes(told[name])])) });

const results = (items) => (items.length ? html`<h2>核对结果</h2><ul>${items.map(entitlement)}</ul>`
  : nothing("这个地区目前没有在平台办理的补贴"));
