// Applying for a guaranteed loan; what registers and the platform know is not asked.

import { call } from "./api.js";
import { businessChoice, dictionaryOf, firstBusiness } from "./choices.js";
import { draftTold, useDraft } from "./draft.js";
import { chosen, entered, picked, sends, useForm } from "./form.js";
import { MATTERS } from "./matters.js";
import { facts, html, loaded, nothing, shown } from "./parts.js";
import { home } from "./place.js";

export const TERMS = [["12", "1 年"], ["24", "2 年"], ["36", "3 年"]];
const SMALL = "small_enterprise";

export const Loan = {
  props: { zone: Object, query: Object, onDone: Function },
  setup(props) {
    const it = loaded(banks);
    const finish = async (answer) => { await draft.drop(); await props.onDone(answer); };
    const form = useForm({ kind: props.query.kind || "personal", amount: "", term_months: "12", purpose: "", bank_id: "",
      business_id: firstBusiness(props.zone), employees: "", employees_of_groups: "" },
    (told) => call("/loans/applications", { method: "POST", body: sent(told, it.data.value) }), finish);
    const draft = useDraft(form, MATTERS.loan.title, { preset: props.query });
    return () => shown(it, (found) => (found.length ? html`
      <form class="card" onSubmit=${form.submit}>
        ${draftTold(draft)}
        <div class="known">${facts([["申请人", props.zone.me.name], ["办理地区", home.name]])}</div>
        ${picked(form, "kind", "贷款种类", dictionaryOf("loans.kind"))}
        ${entered(form, "amount", "申请金额（元）", { inputmode: "decimal", hint: amountHint(form.values.amount), pattern: "[0-9]+([.][0-9]{1,2})?" })}
        ${chosen(form, "term_months", "期限", TERMS)}
        ${entered(form, "purpose", "用途", { maxlength: 200, placeholder: "例如：采购原料、装修店铺" })}
        ${chosen(form, "bank_id", "经办银行", found.map((one) => [one.organisation_id, one.name]))}
        ${businessChoice(form, props.zone)}
        ${form.values.kind === SMALL ? staff(form) : null}
        ${sends(form, "提交申请")}
      </form>` : nothing("这个地区还没有登记经办银行，请向当地人社部门咨询")));
  },
};

// The banks of one's city: a county's borrowers go to any of them.
export async function banks() {
  const { items } = await call(`/organisations?area=${home.code.slice(0, 4)}00&limit=100`);
  return items.filter((one) => one.kind === "bank");
}

const staff = (form) => [entered(form, "employees", "现有职工人数", { type: "number", min: 1 }),
  entered(form, "employees_of_groups", "其中重点群体人数", { type: "number", min: 0 })];

const amountHint = (amount) => (Number(amount) >= 10_000 ? `合 ${(Number(amount) / 10_000).toLocaleString("zh-CN")} 万元` : "按元填写，例如 150000");

const sent = (told, found) => ({ kind: told.kind, area: home.code, amount: Number(told.amount).toFixed(2),
  term_months: Number(told.term_months), purpose: told.purpose.trim(), bank_id: told.bank_id || found[0].organisation_id,
  business_id: told.business_id || null,
  ...(told.kind === SMALL ? { employees: Number(told.employees), employees_of_groups: Number(told.employees_of_groups) } : {}) });
