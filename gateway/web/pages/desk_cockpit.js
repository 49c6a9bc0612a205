// The cockpit: plan against actual of an area and a year, how the training plan goes by month, each figure opens.

import { call, session } from "./api.js";
import { AreaPick } from "./desk_fields.js";
import { learnDesk } from "./desk_session.js";
import { cited, html, loaded, press, shown } from "./parts.js";

const { ref, watch } = window.Vue;
const WIDE = 220;
const HIGH = 56;
const MONTHS = 12;

export default {
  title: "驾驶舱",
  props: { query: Object },
  setup(props) {
    const it = loaded(async () => {
      const desk = await learnDesk();
      const wanted = { area: props.query.area || session.area, year: props.query.year || desk.today.slice(0, 4) };
      const asked = new URLSearchParams(wanted);
      const [figures, pace] = await Promise.all([call(`/cockpit?${asked}`), call(`/cockpit/pace?${asked}`)]);
      return { ...wanted, figures, pace };
    });
    watch(() => JSON.stringify(props.query), it.reload);
    return () => html`<div><h1>驾驶舱</h1>${shown(it, (all) => html`<div>
      <${Wanted} area=${all.area} year=${all.year} to="#/cockpit" />
      <section><h2>计划与实际</h2>${table("计划与实际", all.figures.totals, false)}</section>
      ${course(all.pace)}
      ${byArea(all.figures.rows)}
      ${all.figures.counties.length ? html`<section><h2>县市区分解</h2>${table("县市区分解", all.figures.counties, true)}</section>` : null}
      ${all.figures.targets.length ? html`<section><h2>文件确定的目标</h2>${table("文件确定的目标", all.figures.targets, true)}</section>` : null}
    </div>`, 8)}</div>`;
  },
};

// Which area and year is looked at; both stand in the address.
export const Wanted = {
  props: { area: String, year: [String, Number], to: String },
  setup(props) {
    const year = ref(String(props.year));
    const go = (changed) => { location.hash = `${props.to}?${new URLSearchParams({ area: props.area, year: year.value, ...changed })}`; };
    return () => html`<form class="desk-filters" onSubmit=${(event) => { event.preventDefault(); go({}); }}>
      <label class="short"><span>年度</span><input type="number" min="2000" max="2100" required value=${year.value} onInput=${(event) => { year.value = event.target.value; }} /></label>
      <${AreaPick} words="地区" value=${props.area} onPick=${(area) => go({ area })} />
      ${press("查看", undefined, { submit: true, plain: true })}</form>`;
  },
};

export const figureAt = (line, label) => `#/figure?${new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(line.events_at.split("?")[1])), label })}`;

const figure = (line) => html`<a href=${figureAt(line, line.label)} aria-label=${`${line.area_name} ${line.label}：${line.actual} ${line.unit}，看明细`}>${line.actual.toLocaleString("zh-CN")}</a>`;

const share = (line) => (line.planned ? `${Math.floor((line.actual * 100) / line.planned)}%` : "");

const table = (name, lines, withArea) => html`<div class="scroll" tabindex="0" role="region" aria-label=${name}><table class="stack">
  <thead><tr>${withArea ? html`<th scope="col">地区</th>` : null}<th scope="col">指标</th><th scope="col" class="number-cell">计划</th><th scope="col" class="number-cell">实际</th><th scope="col" class="number-cell">完成</th><th scope="col">依据</th></tr></thead>
  <tbody>${lines.map((line, index) => html`<tr key=${index}>${withArea ? html`<td data-told="地区">${line.area_name}</td>` : null}
    <th scope="row"><span>${line.label}<small>（${line.unit}）</small></span></th><td class="number-cell" data-told="计划">${line.planned == null ? "无" : line.planned.toLocaleString("zh-CN")}</td>
    <td class="number-cell" data-told="实际">${figure(line)}</td><td class="number-cell" data-told="完成">${share(line)}${line.reached ? html` <span class="state state-good">已达到</span>` : null}</td>
    <td>${cited(line.citation)}${line.reading && html`<span class="clause">理解：${line.reading}</span>`}</td></tr>`)}</tbody></table></div>`;

// One line an area, one column a measure: actual over plan.
const byArea = (rows) => {
  const areas = [...new Map(rows.map((line) => [line.area, line.area_name]))];
  if (areas.length < 2) return null;
  const measures = [...new Map(rows.map((line) => [line.measure, line]))];
  const cell = (area, measure) => rows.find((line) => line.area === area && line.measure === measure);
  return html`<section><h2>分地区（实际 / 计划）</h2><div class="scroll" tabindex="0" role="region" aria-label="分地区"><table>
    <thead><tr><th scope="col">地区</th>${measures.map(([name, line]) => html`<th scope="col" key=${name} class="number-cell">${line.label}<small>（${line.unit}）</small></th>`)}</tr></thead>
    <tbody>${areas.map(([area, name]) => html`<tr key=${area}><th scope="row"><a href=${`#/cockpit?${new URLSearchParams({ area, year: rows[0].events_at.match(/year=(\d+)/)[1] })}`}>${name}</a></th>${measures.map(([measure]) => {
    const line = cell(area, measure);
    return html`<td key=${measure} class="number-cell">${line ? html`<span>${figure(line)}${line.planned == null ? "" : ` / ${line.planned.toLocaleString("zh-CN")}`}</span>` : ""}</td>`;
  })}</tr>`)}</tbody></table></div></section>`;
};

const course = (pace) => html`<section><h2>创业培训进度（截至 ${pace.on}，全年已过 ${pace.days.elapsed}/${pace.days.of} 天）</h2>
  ${pace.reading && html`<p class="quiet">${pace.reading}</p>`}
  <div class="courses">${pace.courses.map((one) => html`<article class="card" key=${one.course}><div class="entry-head"><h3>${one.label}</h3>${standing(one)}</div>
    <p>完成 <strong>${one.actual}</strong>${one.planned == null ? " 人次，没有计划" : ` / 计划 ${one.planned} 人次，到今天应完成 ${one.expected}`}</p>${line(one)}
    <details><summary>各月累计</summary><p class="quiet">${one.months.map((each) => `${each.month}月 ${each.done}`).join("，")}</p></details></article>`)}</div></section>`;

const standing = (one) => (one.planned == null ? null : html`<span class=${`state state-${one.behind ? "warn" : "good"}`}>${one.reached ? "已完成" : one.behind ? `落后 ${one.behind}` : "不落后"}</span>`);

// What is done by month as a line; the plan's even pace behind it.
const line = (one) => {
  const most = Math.max(1, one.planned || 0, ...one.months.map((each) => each.done));
  const at = (month, done) => `${((month * WIDE) / MONTHS).toFixed(1)},${(HIGH - 2 - (done * (HIGH - 4)) / most).toFixed(1)}`;
  return html`<svg class="course" viewBox=${`0 0 ${WIDE} ${HIGH}`} preserveAspectRatio="none" role="img" aria-label=${`${one.label}各月累计完成`}>
    ${one.planned ? html`<polyline class="plan" points=${`${at(0, 0)} ${at(MONTHS, one.planned)}`} />` : null}
    <polyline class="done" points=${[at(0, 0), ...one.months.map((each) => at(each.month, each.done))].join(" ")} /></svg>`;
};
