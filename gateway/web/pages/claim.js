// Claiming a programme for oneself; an offer of the platform needs no form.

import { call } from "./api.js";
import { businessChoice, firstBusiness, forPeople } from "./choices.js";
import { draftTold, useDraft } from "./draft.js";
import { chosen, entered, sends, useForm } from "./form.js";
import { MATTERS } from "./matters.js";
import { html, loaded, nothing, shown } from "./parts.js";
import { home } from "./place.js";
import { uploads } from "./uploads.js";

export const Claim = {
  props: { zone: Object, query: Object, onDone: Function },
  setup(props) {
    const it = loaded(async () => (await call(`/directories/policies?area=${home.code}`)).items.filter(forPeople));
    const finish = async (answer) => { await draft.drop(); await props.onDone(answer); };
    const form = useForm({ programme: props.query.programme || "", business_id: firstBusiness(props.zone), bank_account: "", files: [] },
      (told) => send(told, props.zone, it.data.value), finish);
    const draft = useDraft(form, MATTERS.claim.title, { preset: props.query, left_out: ["bank_account"] });
    return () => shown(it, (open) => (open.length ? html`
      <form class="card" onSubmit=${form.submit}>
        ${draftTold(draft)}
        ${chosen(form, "programme", "补贴项目", open.map((one) => [one.id, one.title]))}
        ${businessChoice(form, props.zone)}
        ${props.zone.me.bank_account ? null : entered(form, "bank_account", "收款账号", { inputmode: "numeric", autocomplete: "off",
    hint: "本人名下的银行卡，只在银行代发时使用" })}
        ${uploads(form)}
        ${sends(form, "提交申领")}
      </form>` : nothing("这个地区现在没有开放申领的补贴")));
  },
};

async function send(told, zone, open) {
  if (told.bank_account.trim()) {
    await call(`/people/${zone.me.person_id}`, { method: "PUT", body: { bank_account: told.bank_account.replace(/\s/g, "") } });
  }
  return call("/subsidies/claims", { method: "POST", body: { programme: told.programme || open[0].id, files: told.files.map((file) => file.id),
    ...(told.business_id ? { business_id: told.business_id } : {}) } });
}
