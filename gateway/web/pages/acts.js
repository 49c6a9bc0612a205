// What a person can do about one of their things, by what it is and where it stands.

import { call, device, download, label } from "./api.js";
import { businessChoice, dictionaryOf, firstBusiness } from "./choices.js";
import { chosen, entered, picked, sends, useForm } from "./form.js";
import { go, html, press, saidOf } from "./parts.js";
import { uploads } from "./uploads.js";

const { ref } = window.Vue;
const post = (path, body = {}) => call(path, { method: "POST", body });

// A form that stands on the case's page; `make` gives its fields, what it sends and what is said then.
const onPage = (make) => ({
  props: { one: Object, zone: Object, onDone: Function },
  setup(props) {
    const it = make(props.one, props.zone);
    const form = useForm(it.initial, it.send, (answer) => props.onDone(saidOf(answer, it.said)));
    return () => html`<form class="card" onSubmit=${form.submit}><h2>${it.title}</h2>${it.told && html`<p class="quiet lead">${it.told}</p>`}
      ${it.fields(form)}${sends(form, it.words)}</form>`;
  },
});

const Accept = onPage((one, zone) => ({
  title: "接受邀请", words: "接受邀请", said: "已接受邀请，等待基地办理入驻", initial: { project: "", business_id: firstBusiness(zone) },
  fields: (form) => [entered(form, "project", "创业项目", { maxlength: 100, placeholder: "例如：返乡山货电商" }), businessChoice(form, zone)],
  send: (told) => post(`/incubators/invitations/${one.entity_id}/acceptance`, { project: told.project.trim(), business_id: told.business_id || null }),
}));

const Rate = onPage((one) => ({
  title: "您满意吗？", words: "提交评价", said: "谢谢您的评价", initial: { grade: "" },
  told: "只能评价一次。不满意的，经办机构会联系您并在限期内答复。",
  fields: (form) => picked(form, "grade", "您的评价", dictionaryOf("events.grade")),
  send: ({ grade }) => post(`/events/ratings/${one.entity_id}`, { grade }),
}));

const AddPapers = onPage((one) => ({
  title: "补充材料", words: "提交材料", said: "材料已提交", initial: { files: [], kind: one.data.missing?.[0] || "group_proof" },
  told: "拍照或选文件；已经给过的不会再要。",
  fields: (form) => [chosen(form, "kind", "材料名称", dictionaryOf("loans.paper")), uploads(form)],
  send: ({ files, kind }) => post(`/loans/${one.entity_id}/papers`, { papers: files.map((file) => ({ kind, file_id: file.id })) }),
}));

const Resubmit = onPage((one) => ({
  title: "补正后重新提交", words: "重新提交", said: "已重新提交，办理时限接着计算", initial: { files: [] },
  fields: uploads, send: ({ files }) => post(`/subsidies/claims/${one.entity_id}/resubmission`, { files: files.map((file) => file.id) }),
}));

const Appeal = onPage((one) => ({
  title: "对这个决定不服？", words: "提出申诉", said: "申诉已提出，由没有参与原决定的人办理", initial: { ground: "", files: [] },
  told: "写明理由；有材料可以附上。申诉不影响您再次申领。",
  fields: (form) => [entered(form, "ground", "申诉理由", { minlength: 4, maxlength: 500 }), uploads(form)],
  send: ({ ground, files }) => post(`/subsidies/claims/${one.entity_id}/appeal`, { ground, files: files.map((file) => file.id) }),
}));

const AskService = onPage((one) => ({
  title: "请基地帮忙", words: "提出请求", said: "已转给基地，办结后请您评价", initial: { kind: dictionaryOf("incubators.request")[0]?.[0] },
  fields: (form) => chosen(form, "kind", "需要什么", dictionaryOf("incubators.request")),
  send: ({ kind }) => post(`/incubators/tenancies/${one.entity_id}/service-requests`, { kind }),
}));

const ReportJobs = onPage((one) => ({
  title: "报告用工人数", words: "报告", said: "已记录用工人数", initial: { jobs: "", as_of: "" },
  fields: (form) => [entered(form, "jobs", "现有用工人数", { type: "number", min: 0 }), entered(form, "as_of", "截至日期", { type: "date" })],
  send: ({ jobs, as_of }) => post(`/incubators/tenancies/${one.entity_id}/jobs`, { jobs: Number(jobs), as_of }),
}));

const CheckIn = onPage((one) => ({
  title: "上课签到", words: "签到", said: "已签到；有异常标记的由人社部门核实", initial: { session: "", code: "" },
  told: "用自己的手机，输入教室里现在显示的签到码。没有签到码的，由老师点名。",
  fields: (form) => [entered(form, "session", "第几次课", { type: "number", min: 1, max: 60 }),
    entered(form, "code", "签到码", { inputmode: "numeric", autocomplete: "off", pattern: "[0-9]{4,10}" })],
  send: async ({ session, code }) => {
    const answer = await post(`/training/classes/${one.data.class_id}/sign-ins`, { session: Number(session), code, device: device() });
    if (answer.outcome === "returned") throw new Error("没有签上：签到码不对或已经更换，请看教室里现在的码；多次不对的请老师点名");
    return answer;
  },
}));

// One press, asked again where it cannot be taken back.
const OnePress = {
  props: { words: String, send: Function, said: String, sure: String, plain: Boolean, onDone: Function },
  setup(props) {
    const [busy, asked, wrong] = [ref(false), ref(false), ref("")];
    const act = async () => {
      if (props.sure && !asked.value) { asked.value = true; return; }
      busy.value = true;
      try {
        const answer = await props.send();
        await props.onDone(saidOf(answer, props.said));
      } catch (problem) { wrong.value = problem.message; }
      [busy.value, asked.value] = [false, false];
    };
    return () => html`<span>${press(asked.value ? props.sure : props.words, act, { busy: busy.value, plain: props.plain })}
      ${wrong.value && html`<em class="wrong" role="alert">${wrong.value}</em>`}</span>`;
  },
};

const button = (words, path, said, more = {}) => (one) => ({ words, said, ...more, send: () => post(path(one.entity_id), more.body || {}) });
const backOut = (words, path, said) => button(words, path, said, { plain: true, sure: `确定${words}？` });

const offer = button("领取", (id) => `/subsidies/offers/${id}/acceptance`, "已领取，接下来由经办人员核实");
const leaveClaim = backOut("撤回申领", (id) => `/subsidies/claims/${id}/withdrawal`, "已撤回");
const leaveAppeal = backOut("撤回申诉", (id) => `/subsidies/appeals/${id}/withdrawal`, "已撤回申诉");
const leaveLoan = backOut("撤回申请", (id) => `/loans/${id}/withdrawal`, "已撤回");
const leaveActivity = backOut("取消报名", (id) => `/events/registrations/${id}/withdrawal`, "已取消报名，名额让给候补的人");
const leaveClass = (words) => (one) => ({ words, said: "已退出，名额让给候补的人", plain: true, sure: `确定${words}？`,
  send: () => post(`/training/classes/${one.data.class_id}/leaving`, { ground: "本人在服务专区退出" }) });
const mentorYes = button("同意结对", (id) => `/events/mentor-offers/${id}/answer`, "已与导师结对", { body: { accept: true } });
const mentorNo = button("暂不需要", (id) => `/events/mentor-offers/${id}/answer`, "已记下", { body: { accept: false }, plain: true });

const ACTS = {
  "offer/offered": { buttons: [offer] },
  "invitation/sent": { forms: [Accept] },
  "rating/open": { forms: [Rate] },
  "mentor_offer/offered": { buttons: [mentorYes, mentorNo] },
  "enrolment/enrolled": { forms: [CheckIn], buttons: [leaveClass("退出班级")] },
  "enrolment/waiting": { buttons: [leaveClass("退出候补")] },
  "registration/taken": { buttons: [leaveActivity] },
  "registration/waiting": { buttons: [leaveActivity] },
  "loan/returned": { forms: [AddPapers], buttons: [leaveLoan] },
  "loan/submitted": { buttons: [leaveLoan] },
  "loan/referred": { buttons: [leaveLoan] },
  "loan/qualified": { buttons: [leaveLoan] },
  "claim/returned": { forms: [Resubmit], buttons: [leaveClaim] },
  "claim/submitted": { buttons: [leaveClaim] },
  "claim/in_review": { buttons: [leaveClaim] },
  "claim/refused": { forms: [Appeal] },
  "appeal/open": { buttons: [leaveAppeal] },
  "appeal/taken": { buttons: [leaveAppeal] },
  "tenancy/admitted": { forms: [AskService, ReportJobs] },
};

export function acts(one, zone, done) {
  const found = ACTS[`${one.entity}/${one.state}`];
  if (!found) return links(one, done);
  return html`<div>
    ${(found.forms || []).map((Form, index) => html`<${Form} key=${index} one=${one} zone=${zone} onDone=${done} />`)}
    ${found.buttons ? html`<div class="acts after">${found.buttons.map((make) => html`<${OnePress} key=${make(one).words} ...${make(one)} onDone=${done} />`)}</div>` : null}
  </div>`;
}

const paper = (one) => ({ words: "下载文书（PDF）", said: "已下载", plain: true, send: () => download(`/subsidies/letters/${one.entity_id}/pdf`, `${one.title}.pdf`) });

const links = (one, done) => {
  if (one.entity === "letter") return html`<div class="acts after"><${OnePress} ...${paper(one)} onDone=${done} /></div>`;
  if (one.entity === "enrolment" && one.state === "completed") return html`<div class="acts after">${go("看证书", "#/my-certificates")}</div>`;
  if (one.entity === "prequalification") return html`<div class="acts after">${go(`申请${label("loans.kind", "personal")}`, "#/guide/loan")}</div>`;
  return null;
};
