// Choices that several forms offer.

import { words } from "./api.js";
import { chosen } from "./form.js";
import { openBusinesses } from "./zone.js";

export const dictionaryOf = (table) => Object.entries(words.tables[table] || {});

// Which of one's businesses a form is about; none may be the answer.
export const businessChoice = (form, zone, none = "还没有经营主体") => chosen(form, "business_id", "用哪个经营主体",
  [...openBusinesses(zone).map((one) => [one.business_id, one.name]), ["", none]]);

export const firstBusiness = (zone) => openBusinesses(zone)[0]?.business_id || "";

// The open programmes that people claim; those for institutions and bases are claimed at their own desk.
export const forPeople = (one) => one.state === "open" && !one.lines.some((line) => line.label === "谁来申领" && line.value === "机构");
