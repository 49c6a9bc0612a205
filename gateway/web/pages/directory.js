// The public directories with search and filters; what can be done about an entry stands on it.

import { call, label, session } from "./api.js";
import { AreaChoice } from "./area_choice.js";
import { forPeople } from "./choices.js";
import { cited, go, html, loaded, nothing, press, shown, state } from "./parts.js";
import { place } from "./place.js";

const { nextTick, onMounted, ref, watch } = window.Vue;
const ORDER = ["policies", "financial-products", "courses", "spaces", "activities", "mentors", "human-resource-services"];
const AT_ONCE = { policies: 2, "financial-products": 2 };
const ALL = 6;

const Directory = {
  title: "服务目录",
  props: { rest: Array, query: Object, hash: String },
  setup(props) {
    const kind = props.rest[0] || "policies";
    const words = ref(props.query.q || "");
    const only = ref("");
    const told = ref("");
    const it = loaded(() => call(`/directories/${kind}?area=${place.code}${asked(words.value)}`));
    const search = (event) => { event.preventDefault(); it.reload(); };
    const signed = ref(new Set());
    const signUp = async (one) => {
      try {
        const answer = await call(SIGN_UPS[kind].to(one.id), { method: "POST", body: {} });
        told.value = saidTo(answer, one);
        if (taken(answer)) signed.value.add(one.id);
        await it.reload();
      } catch (error) { told.value = error.message; }
      window.scrollTo(0, 0);
    };
    if (SIGN_UPS[kind] && session.token) goesTo(SIGN_UPS[kind], signed);
    watch(() => place.code, () => it.reload());
    onMounted(() => nextTick(() => document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" })));
    return () => html`
      <div>
        <h1>${label("zone.directory", kind)}</h1>
        ${tabs(kind)}
        <form class="search" role="search" onSubmit=${search}>
          <input type="search" aria-label="在本目录中搜索" placeholder="输入关键词" value=${words.value}
            onInput=${(event) => { words.value = event.target.value; }} />
          ${press("搜索", undefined, { submit: true })}
        </form>
        <p class="quiet">${place.name}</p>
        <details class="more"><summary>换一个地区</summary><${AreaChoice} /></details>
        <p class="notice" role="status">${told.value}</p>
        ${shown(it, ({ items }) => results(kind, items, only, words.value, { signUp, signed: signed.value }))}
      </div>`;
  },
};
export default Directory;

// What one signs up for on its entry: where to, and which case says that one did.
const SIGN_UPS = {
  activities: { to: (id) => `/events/activities/${id}/registrations`, pillar: "events", entity: "registration", named: "activity_id" },
  courses: { to: (id) => `/training/classes/${id}/places`, pillar: "training", entity: "enrolment", named: "class_id" },
};

const taken = ({ rows: [row] = [] }) => !row || row.accepted || row.waiting;

// A roster of one row says why there is no place; an activity says it by its outcome alone.
function saidTo(answer, one) {
  const [row] = answer.rows || [];
  if (!taken(answer)) return `没有报上“${one.title}”：${row.reason}`;
  return row?.waiting || answer.outcome === "referred" ? `“${one.title}”名额已满，已为您列入候补` : `已为您报名“${one.title}”，在“我的”里可以看到`;
}

// What one has a place in already, or waits for one.
async function goesTo({ pillar, entity, named }, signed) {
  try {
    const { items } = await call(`/me/cases?pillar=${pillar}&limit=100`);
    signed.value = new Set(items.filter((one) => one.entity === entity && one.state !== "withdrawn").map((one) => one.data[named]));
  } catch (problem) { signed.value = new Set(); } // signing up again is refused with its reason
}

const asked = (text) => (text.trim() ? `&q=${encodeURIComponent(text.trim())}` : "");

const tabs = (kind) => html`<nav class="tabs" aria-label="目录">${ORDER.filter((one) => label("zone.directory", one) !== one).map((one) => html`
  <a key=${one} href=${`#/directory/${one}`} aria-current=${one === kind ? "page" : undefined}>${label("zone.directory", one)}</a>`)}</nav>`;

function results(kind, items, only, words, going) {
  if (!items.length) return nothing(words ? `没有找到含有“${words}”的内容，换个词试试` : "这个地区目前没有内容");
  const states = [...new Map(items.map((one) => [one.state, one.state_label]))];
  const seen = items.filter((one) => !only.value || one.state === only.value);
  return html`<div>
    ${states.length > 1 ? html`<div class="tabs" role="group" aria-label="按状态筛选">${[["", "全部"], ...states].map(([code, name]) => html`
      <button key=${code} type="button" aria-pressed=${only.value === code ? "true" : "false"} onClick=${() => { only.value = code; }}>${name}</button>`)}</div>` : null}
    <p class="quiet" role="status">共 ${seen.length} 项</p>
    <ul>${seen.map((one) => entry(kind, one, going))}</ul></div>`;
}

const entry = (kind, one, going, at_once = AT_ONCE[kind] || ALL) => html`
  <li class="card entry" key=${one.id}>
    <div class="entry-head"><h2 class="entry-name">${one.title}</h2>${state(one.state, one.state_label)}</div>
    <p class="quiet">${[one.holder, one.area_name].filter(Boolean)[0]}</p>
    ${one.opens_on && html`<p class="due">自 ${one.opens_on} 起开放</p>`}
    <dl>${one.lines.slice(0, at_once).map(line)}</dl>
    ${one.lines.length > at_once ? html`<details class="more"><summary>其余 ${one.lines.length - at_once} 项和依据</summary>
      <dl>${one.lines.slice(at_once).map(line)}</dl></details>` : null}
    <p class="source">来源：${one.source}。最近更新 ${one.changed_on}</p>
    ${acts(kind, one, going)}
  </li>`;

const line = (one) => html`<div><dt>${one.label}</dt><dd>${one.value}${cited(one.citation)}</dd></div>`;

const ACTS = {
  policies: (one) => (forPeople(one) ? [go("先核对条件", "#/precheck", { plain: true }), go("去办理", `#/guide/claim?programme=${one.id}`)] : []),
  "financial-products": (one) => [go("去申请", `#/guide/loan?kind=${one.id}`, { aria: `去申请：${one.title}` })],
  spaces: (one) => [go("申请入驻", `#/guide/tenancy?base=${one.id}&name=${encodeURIComponent(one.title)}`, { aria: `申请入驻：${one.title}` })],
  courses: (one, going) => [go("怎么学", `#/guide/course?name=${encodeURIComponent(one.title)}`, { plain: true, aria: `怎么学：${one.title}` }),
    signsUp(one, going, one.free ? "报名" : "候补")],
  activities: (one, going) => [signsUp(one, going, "报名")],
};

const signsUp = (one, { signUp, signed }, words) => (signed.has(one.id) ? html`<p class="going">已报名</p>`
  : session.token ? press(words, () => signUp(one), { aria: `${words}：${one.title}` }) : go(`登录后${words}`, "#/sign-in", { plain: true }));

function acts(kind, one, going) {
  const found = ACTS[kind]?.(one, going) || [];
  return found.length ? html`<div class="acts">${found}</div>` : null;
}
