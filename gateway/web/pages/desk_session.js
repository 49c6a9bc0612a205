// Who sits at the desk, what they may do, and what places are called: asked once, kept while the page is open.

import { call, session } from "./api.js";

const { reactive } = window.Vue;
export const AT_A_DESK = ["clerk", "reviewer", "city_staff", "province_staff", "supervisor", "finance_maker", "finance_checker", "finance_approver"];
const desk = reactive({ of: null, today: "", acts: [], views: [], papers: [], labels: {}, kinds: {} });
const places = reactive({});

export const signedIn = () => Boolean(session.token) && AT_A_DESK.includes(session.role);

// What may be done in one's role; `today` is the platform's business day.
export async function learnDesk() {
  if (desk.of === session.token) return desk;
  const [told, clock] = await Promise.all([call("/desk/acts"), call("/clock")]);
  return Object.assign(desk, told, { of: session.token, today: clock.business_time.slice(0, 10) });
}

export const businessDay = () => desk.today;
export const kindName = (one) => desk.kinds[`${one.pillar}.${one.entity}`] || one.entity;
export const kindsOf = (pillar) => Object.entries(desk.kinds).filter(([kind]) => kind.startsWith(`${pillar}.`)).map(([kind, words]) => [kind.split(".")[1], words]);
export const labelsOf = (one) => desk.labels[`${one.pillar}.${one.entity}`] || {};
export const isOf = (one) => (each) => each.pillar === one.pillar && each.entity === one.entity;
export const viewOf = (one) => desk.views.find(isOf(one));
export const papersOf = (one) => desk.papers.filter(isOf(one));
export const pathOf = (each, one) => each.path.replace(/{\w+_id}/, () => encodeURIComponent(one.entity_id));

// What this clerk may do with this case now; what was referred to somebody by name is theirs.
export function actsOn(one) {
  const theirs = one.state === "referred" && one.data.referred_to;
  if (theirs && ![session.role, session.area].includes(theirs)) return [];
  const found = desk.acts.filter(isOf(one)).filter((act) => act.states.includes(one.state));
  return found.sort((a, b) => b.turn.includes(one.state) - a.turn.includes(one.state));
}

// Whoever only looks has no turn: they see everything.
export const hasTurn = () => desk.acts.some((act) => act.turn.length);
export const actsAlone = () => desk.acts.filter((act) => !act.entity);

export function areaName(code) {
  if (code && !(code in places)) {
    places[code] = "";
    call(`/areas/${code}`).then((told) => { places[code] = told.name; }).catch(() => { places[code] = code; });
  }
  return places[code] || "";
}

// How near a due day is: past, close or later.
const CLOSE_DAYS = 3;
export function nearness(day) {
  if (!day || !desk.today) return "";
  const days = Math.round((Date.parse(day) - Date.parse(desk.today)) / 86400000);
  return days < 0 ? "late" : days <= CLOSE_DAYS ? "close" : "later";
}

export const due = (day) => ({ late: `${day} 已逾期`, close: day === desk.today ? `${day} 今天到期` : `${day} 将到期` }[nearness(day)] || day || "");
