// Before a form: what will be asked, what is known already, what papers, how it goes on, on which clause.

import { call, label, session } from "./api.js";
import { holdingIn, MATTERS } from "./matters.js";
import { cited, facts, failed, go, html, loaded, nothing, row, shown } from "./parts.js";
import { home, place } from "./place.js";
import { openBusinesses, useZone } from "./zone.js";

const NEEDS_BUSINESS = ["loan", "claim"];

const Guide = {
  title: "办事指南",
  props: { rest: Array, query: Object, hash: String },
  setup(props) {
    const name = props.rest[0];
    const matter = MATTERS[name];
    const zone = session.token ? useZone() : null;
    const entry = name === "claim" ? loaded(() => conditions(props.query.programme)) : null;
    return () => (matter ? html`
      <div>
        <p class="quiet">办事指南</p>
        <h1>${props.query.name ? `${matter.title}：${props.query.name}` : matter.title}</h1>
        <p class="lead">${matter.why}</p>
        ${points("会问您什么", matter.asked)}
        ${zone && zone.data.value?.registered ? known(zone.data.value) : null}
        ${points("要什么材料", matter.papers)}
        ${entry && shown(entry, programme)}
        ${points("提交以后", matter.next, true)}
        ${grounds(holdingIn(place.code, matter.cites))}
        ${begin(name, props, zone)}
      </div>` : list());
  },
};
export default Guide;

const points = (words, list, ordered) => html`
  <section class="card"><h2>${words}</h2><ul class=${ordered ? "points ordered" : "points"}>${list.map((one) => html`<li key=${one}>${one}</li>`)}</ul></section>`;

const grounds = (cites) => html`
  <section class="card"><h2>依据</h2>${cites.length ? html`<ul>${cites.map(([cite, words]) => html`<li key=${words}>${words}${cited(cite)}</li>`)}</ul>`
    : html`<p class="quiet">收录的文件没有${place.name}的，依据请向当地人力资源和社会保障部门咨询。</p>`}</section>`;

const known = (zone) => html`
  <section class="card"><h2>已经知道，不再问</h2>
    ${facts([["姓名", zone.me.name], ["人员类别", zone.profile.groups.map((one) => label("zone.group", one.group)).join("、")],
    ["居住地", home.name], ["经营主体", openBusinesses(zone).map((one) => one.name).join("、")]])}
  </section>`;

async function conditions(programme) {
  const { items } = await call(`/directories/policies?area=${place.code}`);
  return items.find((one) => one.id === programme) || { lines: [] };
}

const programme = (one) => (one.lines.length ? html`<section class="card"><h2>${one.title}：条件和金额</h2>
  <dl>${one.lines.map((line) => html`<div key=${line.label + line.value}><dt>${line.label}</dt><dd>${line.value}${cited(line.citation)}</dd></div>`)}</dl></section>` : null);

function begin(name, props, zone) {
  if (name === "course") return html`<div class="acts wide-acts">${go("看看开着的班", "#/directory/courses")}</div>`;
  if (!session.token) return html`<div class="acts wide-acts">${go("登录后办理", `#/apply/${name}${search(props)}`)}</div>`;
  if (zone.error.value && !zone.data.value) return failed(zone.error.value, zone.reload);
  if (zone.data.value && !zone.data.value.registered) return html`<div class="acts wide-acts">${go("先实名登记", "#/me")}</div>`;
  if (NEEDS_BUSINESS.includes(name) && zone.data.value && !openBusinesses(zone.data.value).length) {
    return html`<div class="acts wide-acts">${go("先登记经营主体", "#/guide/business", { plain: true })}${go("直接办理", `#/apply/${name}${search(props)}`)}</div>`;
  }
  return html`<div class="acts wide-acts">${go("开始填写", `#/apply/${name}${search(props)}`)}</div>`;
}

const search = ({ hash }) => (hash.includes("?") ? `?${hash.split("?")[1]}` : "");

const list = () => html`<div><h1>办事指南</h1>${Object.keys(MATTERS).length
  ? html`<ul class="rows">${Object.entries(MATTERS).map(([name, one]) => row(`#/guide/${name}`, one.title, { told: one.why }))}</ul>` : nothing("没有指南")}</div>`;
