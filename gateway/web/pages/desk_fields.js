// Fields as a command declares them: each kind its own input, each wrong one told beside it.

import { call, session } from "./api.js";
import { businessDay } from "./desk_session.js";
import { field, html, press } from "./parts.js";
import { uploads } from "./uploads.js";

const { onMounted, reactive, ref, watch } = window.Vue;
const EMPTY = { flag: "", texts: "", files: [], rows: [] };
const INPUTS = { text: { type: "text" }, money: { type: "text", inputmode: "decimal", placeholder: "例如 5000.00" },
  number: { type: "text", inputmode: "decimal" }, count: { type: "number", step: 1 }, day: { type: "date" },
  instant: { type: "datetime-local" }, file: { type: "text" } };
const PERSON = /^(person|agent)_id$/;
const AREA = /(^|_)area$/;
const PROGRAMME = /(^|_)programmes?$/;

// What a form begins with: the case's own contents where the command takes them, what is usual, else nothing.
export function begun(fields, given = {}) {
  return reactive(Object.fromEntries(fields.map((one) => [one.name, start(one, given)])));
}

function start(one, given) {
  if (one.name in given) return one.kind === "texts" ? given[one.name].join("\n") : given[one.name];
  if (one.kind === "part") return begun(one.fields);
  if (one.kind === "rows") return one.required ? [begun(one.fields)] : [];
  if (one.default !== undefined) return one.kind === "flag" ? one.default === "true" : one.default;
  if (AREA.test(one.name) && one.required) return session.area;
  if (one.name === "year") return businessDay().slice(0, 4);
  return Array.isArray(EMPTY[one.kind]) ? [] : EMPTY[one.kind] ?? "";
}

// What was entered, as the command wants it; what was left empty is left out.
export function entries(fields, values) {
  return Object.fromEntries(fields.map((one) => [one.name, sent(one, values[one.name])]).filter(([, value]) => value !== undefined));
}

function sent(one, value) {
  if (one.kind === "texts") return given(value.split("\n").map((each) => each.trim()).filter(Boolean), one);
  if (one.kind === "files") return given(value.map((each) => each.id), one);
  if (one.kind === "rows") return given(value.map((each) => entries(one.fields, each)), one);
  if (one.kind === "part") return entries(one.fields, value);
  if (one.kind === "flag") return value === "" ? undefined : value === true || value === "true";
  const text = String(value ?? "").trim();
  if (!text) return undefined;
  if (one.kind === "count") return Number(text);
  return one.kind === "instant" ? `${text}:00+08:00` : text;
}

const given = (list, one) => (list.length || one.required ? list : undefined);

// What was entered, for reading it once more before it is done.
export const readBack = (fields, values) => fields.map((one) => [one.label, spoken(one, values[one.name])]);

function spoken(one, value) {
  if (one.kind === "flag") return value === "" ? "" : String(value) === "true" ? "是" : "否";
  if (PROGRAMME.test(one.name)) return String(value || "").split("\n").map((code) => programmes.find(([known]) => known === code)?.[1] || code).join("；");
  if (one.kind === "choice") return one.options.find((each) => each.code === value)?.label || value;
  if (one.kind === "rows" || one.kind === "files") return value.length ? `${value.length} 项` : "";
  if (one.kind === "texts") return value.trim().replace(/\n+/g, "；");
  return one.kind === "part" ? "" : String(value ?? "");
}

export const asked = (fields, values, wrong, path = "") => fields.map((one) => ask(one, values, wrong, path));

const toldOf = (wrong, name) => Object.entries(wrong).filter(([key]) => key === name || key.startsWith(`${name}.`)).flatMap(([, words]) => words).join("；");

function ask(one, values, wrong, path) {
  const name = path + one.name;
  const words = one.required ? one.label : `${one.label}（可不填）`;
  const told = toldOf(wrong, name);
  const set = (value) => { values[one.name] = value; };
  if (one.kind === "files") return html`<${Files} key=${name} values=${values} name=${one.name} told=${told} />`;
  if (one.kind === "rows") return rows(one, values, wrong, name);
  if (one.kind === "part") return html`<fieldset class="inner" key=${name}><legend>${words}</legend>${asked(one.fields, values[one.name], wrong, `${name}.`)}</fieldset>`;
  if (one.kind === "flag") return yesOrNo(one, name, words, values, told);
  if (PERSON.test(one.name)) return html`<${Person} key=${name} words=${words} values=${values} name=${one.name} told=${told} />`;
  if (AREA.test(one.name)) return html`<${AreaPick} key=${name} words=${words} value=${values[one.name] || (one.required ? session.area : "")} none=${!one.required} onPick=${set} told=${told} />`;
  if (PROGRAMME.test(one.name)) return html`<${Programme} key=${name} words=${words} values=${values} one=${one} told=${told} />`;
  if (one.kind === "choice") return choice(name, words, values[one.name], one.options.map((each) => [each.code, each.label]), set, told, one.required);
  return plain(one, name, words, values, set, told);
}

const plain = (one, name, words, values, set, told) => {
  const shared = { name, required: one.required, value: values[one.name], "aria-invalid": told ? "true" : undefined, onInput: (event) => set(event.target.value) };
  if (one.kind === "long" || one.kind === "texts") return field(words, html`<textarea key=${name} rows=${3} maxlength=${one.kind === "long" ? one.at_most : undefined} ...${shared}></textarea>`, told, one.kind === "texts" ? "一行一项" : "");
  const bounds = one.kind === "count" ? { min: one.at_least, max: one.at_most } : { maxlength: one.kind === "text" ? one.at_most : undefined };
  return field(words, html`<input key=${name} ...${INPUTS[one.kind]} ...${bounds} ...${shared} autocomplete="off" />`, told);
};

const choice = (name, words, value, options, set, told, required) => field(words, html`
  <select key=${name} name=${name} required=${required} aria-invalid=${told ? "true" : undefined} onChange=${(event) => set(event.target.value)}>
    <option value="" selected=${!value}>请选择</option>
    ${options.map(([code, label]) => html`<option key=${code} value=${code} selected=${code === value}>${label}</option>`)}</select>`, told);

const yesOrNo = (one, name, words, values, told) => html`
  <fieldset class="choices inline-choices" key=${name}><legend>${words}</legend>${[["true", "是"], ["false", "否"]].map(([code, label]) => html`
    <label key=${code}><input type="radio" name=${name} value=${code} required=${one.required} checked=${String(values[one.name]) === code}
      onChange=${() => { values[one.name] = code; }} /><span>${label}</span></label>`)}
    ${told && html`<em class="wrong" role="alert">${told}</em>`}</fieldset>`;

const rows = (one, values, wrong, name) => html`
  <fieldset class="inner" key=${name}><legend>${one.label}</legend>
    ${values[one.name].map((each, index) => html`<div class="inner-row" key=${index}>${asked(one.fields, each, wrong, `${name}.${index}.`)}
      ${press("删去这一行", () => { values[one.name].splice(index, 1); }, { plain: true, aria: `删去第 ${index + 1} 行` })}</div>`)}
    ${press("加一行", () => { values[one.name].push(begun(one.fields)); }, { plain: true })}
    ${wrong[name] && html`<em class="wrong" role="alert">${[wrong[name]].flat().join("；")}</em>`}</fieldset>`;

const Files = {
  props: { values: Object, name: String, told: String },
  setup: (props) => () => html`<div>${uploads({ values: props.values })}${props.told && html`<em class="wrong" role="alert">${props.told}</em>`}</div>`,
};

// A person is found by ID number, which is asked for and forgotten; only the opaque id goes into the command.
const Person = {
  props: { words: String, values: Object, name: String, told: String },
  setup(props) {
    const [number, found, wrong, busy] = [ref(""), ref(null), ref(""), ref(false)];
    const find = async () => {
      [wrong.value, found.value, busy.value] = ["", null, true];
      try {
        found.value = await call("/people/search", { method: "POST", body: { id_number: number.value.trim() } });
        props.values[props.name] = found.value.person_id;
        number.value = "";
      } catch (problem) { wrong.value = Object.values(problem.fields || {}).flat().join("；") || problem.message; }
      busy.value = false;
    };
    return () => html`<div class="field">${field(props.words, html`<input type="text" autocomplete="off" value=${number.value} onInput=${(event) => { number.value = event.target.value; }} />`,
      wrong.value || props.told, "输入身份证号查找已登记人员")}
      ${press("查找", find, { plain: true, busy: busy.value })}
      <p role="status">${found.value ? `已选：${found.value.name}（${found.value.id_number}）` : props.values[props.name] ? "已选定人员" : ""}</p></div>`;
  },
};

// From one's own area down to a county, a list for each level; whoever serves one county has nothing to choose.
export const AreaPick = {
  props: { words: String, value: String, none: Boolean, told: String },
  emits: ["pick"],
  setup(props, { emit }) {
    const levels = ref([]);
    const fill = async () => {
      const way = between(session.area, props.value || session.area).filter((code) => !isCounty(code));
      levels.value = (await Promise.all(way.map((code) => call(`/areas/${code}`).catch(() => null)))).filter(Boolean);
    };
    onMounted(fill);
    watch(() => props.value, fill);
    return () => (levels.value.length || props.told ? html`<fieldset class="area-pick"><legend>${props.words}</legend>${levels.value.map((one) => html`
      <select key=${one.code} aria-label=${`${props.words}：${one.name}`} onChange=${(event) => emit("pick", event.target.value)}>
        ${props.none && one.code === session.area ? html`<option value="" selected=${!props.value}>不限</option>` : null}
        <option value=${one.code} selected=${props.value === one.code}>${one.name}（全部）</option>
        ${one.children.map((each) => html`<option key=${each.code} value=${each.code} selected=${(props.value || "").startsWith(stem(each.code))}>${each.name}</option>`)}
      </select>`)}${props.told && html`<em class="wrong" role="alert">${props.told}</em>`}</fieldset>` : null);
  },
};

const isCounty = (code) => code.length > 6 || !code.endsWith("00");
const stem = (code) => code.replace(/(00)+$/, "");

// The areas on the way from `top` to `code`, both included.
function between(top, code) {
  const way = [...new Set([`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code])];
  return [top, ...way.slice(way.indexOf(top) + 1).filter((each) => each !== top)];
}

// The subsidies that are open here, by name.
let programmes = [];
const Programme = {
  props: { words: String, values: Object, one: Object, told: String },
  setup(props) {
    const open = ref([]);
    onMounted(async () => { open.value = (await call(`/directories/policies?area=${session.area}`).catch(() => ({ items: [] }))).items.map((each) => [each.id, each.title]); programmes = open.value; });
    const many = props.one.kind === "texts";
    const list = () => props.values[props.one.name].split("\n").filter(Boolean);
    const tick = (code, yes) => { props.values[props.one.name] = (yes ? [...list(), code] : list().filter((each) => each !== code)).join("\n"); };
    return () => (many ? html`<fieldset class="choices"><legend>${props.words}</legend>${open.value.map(([code, label]) => html`
        <label key=${code}><input type="checkbox" checked=${list().includes(code)} onChange=${(event) => tick(code, event.target.checked)} /><span>${label}</span></label>`)}
        ${props.told && html`<em class="wrong" role="alert">${props.told}</em>`}</fieldset>`
      : choice(props.one.name, props.words, props.values[props.one.name], open.value, (value) => { props.values[props.one.name] = value; }, props.told, props.one.required));
  },
};
