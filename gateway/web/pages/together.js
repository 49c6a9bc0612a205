// One form for several matters: a place, a loan, subsidies and an activity, each then goes its own way.

import { call } from "./api.js";
import { businessChoice, firstBusiness, forPeople } from "./choices.js";
import { draftTold, useDraft } from "./draft.js";
import { chosen, entered, sends, ticked, useForm } from "./form.js";
import { banks, TERMS } from "./loan.js";
import { MATTERS } from "./matters.js";
import { html, loaded, shown } from "./parts.js";
import { home } from "./place.js";
import { uploads } from "./uploads.js";

export const Together = {
  props: { zone: Object, query: Object, onDone: Function },
  setup(props) {
    const it = loaded(offered);
    const form = useForm({ business_id: firstBusiness(props.zone), tenancy: false, base_id: "", loan: false, amount: "", term_months: "12", bank_id: "",
      activity: false, activity_id: "", programmes: [], files: [] }, (told) => send(told, props.zone, it.data.value),
    async (answer) => { await draft.drop(); await props.onDone(answer); });
    const draft = useDraft(form, MATTERS.together.title);
    return () => shown(it, (there) => html`
      <form class="card" onSubmit=${form.submit}>
        ${draftTold(draft)}
        ${businessChoice(form, props.zone)}
        <fieldset class="choices"><legend>想一起办哪几件</legend>
          ${there.bases.length ? ticked(form, "tenancy", "入驻孵化基地") : null}${there.banks.length ? ticked(form, "loan", "创业担保贷款") : null}
          ${there.programmes.map((one) => programme(form, one))}${there.activities.length ? ticked(form, "activity", "参加创业活动") : null}
        </fieldset>
        ${form.values.tenancy ? chosen(form, "base_id", "哪个基地", named(there.bases)) : null}
        ${form.values.loan ? loan(form, there) : null}
        ${form.values.activity ? chosen(form, "activity_id", "哪个活动", named(there.activities)) : null}
        ${uploads(form)}
        ${sends(form, "一起提交")}
      </form>`);
  },
};

async function offered() {
  const entries = async (kind) => (await call(`/directories/${kind}?area=${home.code}`)).items;
  const [bases, policies, activities, found] = await Promise.all([entries("spaces"), entries("policies"), entries("activities"), banks()]);
  return { bases, activities, banks: found, programmes: policies.filter(forPeople) };
}

const named = (entries) => entries.map((one) => [one.id, one.title]);

const programme = (form, one) => html`<label key=${one.id}><input type="checkbox" name=${one.id} checked=${form.values.programmes.includes(one.id)}
  onChange=${(event) => { form.values.programmes = event.target.checked ? [...form.values.programmes, one.id] : form.values.programmes.filter((id) => id !== one.id); }} />
  <span>${one.title}</span></label>`;

const loan = (form, there) => [entered(form, "amount", "贷款金额（元）", { inputmode: "decimal", pattern: "[0-9]+([.][0-9]{1,2})?" }),
  chosen(form, "term_months", "贷款期限", TERMS), chosen(form, "bank_id", "经办银行", there.banks.map((one) => [one.organisation_id, one.name]))];

function send(told, zone, there) {
  const wishes = told.programmes.map((item) => ({ pillar: "subsidies", item, given: {} }));
  if (told.tenancy) wishes.push({ pillar: "incubators", item: "tenancy", given: { base_id: told.base_id || there.bases[0].id } });
  if (told.loan) wishes.push({ pillar: "loans", item: "guaranteed_loan", given: { kind: "personal", amount: Number(told.amount).toFixed(2),
    term_months: Number(told.term_months), bank_id: told.bank_id || there.banks[0].organisation_id } });
  if (told.activity) wishes.push({ pillar: "events", item: "registration", given: { activity_id: told.activity_id || there.activities[0].id } });
  if (!wishes.length) throw new Error("请至少选一件");
  return call("/matters", { method: "POST", body: { person_id: zone.me.person_id, area: home.code, wishes, files: told.files.map((file) => file.id),
    ...(told.business_id ? { business_id: told.business_id } : {}) } });
}
