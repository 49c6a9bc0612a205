// Choosing a county: province, city, county, each from the platform's own division table.

import { call } from "./api.js";
import { field, html } from "./parts.js";
import { place, settle } from "./place.js";

const { onMounted, reactive } = window.Vue;
const LEVELS = [["000000", "省（自治区、直辖市）"], [(code) => `${code.slice(0, 2)}0000`, "市（州）"],
  [(code) => `${code.slice(0, 4)}00`, "县（市、区）"]];

export const AreaChoice = {
  props: { legend: { type: String, default: "居住地" } },
  setup(props) {
    const lists = reactive([[], [], []]);
    const chosen = reactive([`${place.code.slice(0, 2)}0000`, `${place.code.slice(0, 4)}00`, place.code]);
    const fill = async (level) => {
      const above = level === 0 ? LEVELS[0][0] : chosen[level - 1];
      lists[level] = (await call(`/areas/${above}`)).children;
    };
    const choose = async (level, code) => {
      chosen[level] = code;
      for (let below = level + 1; below < LEVELS.length; below += 1) {
        await fill(below);
        chosen[below] = lists[below][0]?.code || chosen[below - 1];
      }
      settle(chosen[2], (await call(`/areas/${chosen[2]}`)).full_name);
    };
    onMounted(() => LEVELS.forEach((_, level) => fill(level)));
    return () => html`<fieldset class="area"><legend>${props.legend}</legend>${LEVELS.map(([, name], level) => field(name, html`
      <select value=${chosen[level]} onChange=${(event) => choose(level, event.target.value)}>
        ${lists[level].map((one) => html`<option value=${one.code} selected=${one.code === chosen[level]}>${one.name}</option>`)}
      </select>`))}</fieldset>`;
  },
};
