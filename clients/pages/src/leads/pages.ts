/** Leads: from the first call to the pupil. */

import { withWords } from "../words/catalogue.ts";
import { leadsWords } from "./words/index.ts";
import type { OfficeArea } from "../office/area.ts";

export const leads: OfficeArea = {
  title: (words) => words.office.nav.areas.leads,
  icon: "phone",
  pages: {
    leads: {
      title: (words) => words.office.nav.pages.leads,
      any: ["leads.read"],
      fetch: withWords([leadsWords], async () => (await import("./board.tsx")).Board),
    },
    "leads/new": {
      title: (words) => words.office.nav.pages.newLead,
      any: ["leads.work"],
      all: ["leads.read"],
      fetch: withWords([leadsWords], async () => (await import("./new.tsx")).NewLead),
    },
    "leads/:id": {
      title: (words) => words.office.nav.pages.leads,
      any: ["leads.read"],
      fetch: withWords([leadsWords], async () => (await import("./lead.tsx")).LeadPage),
    },
    "lead-calls": {
      title: (words) => words.office.nav.pages.leadCalls,
      any: ["leads.work"],
      all: ["leads.read"],
      fetch: withWords([leadsWords], async () => (await import("./calls.tsx")).Calls),
    },
    "lead-list": {
      title: (words) => words.office.nav.pages.leadList,
      any: ["leads.read"],
      fetch: withWords([leadsWords], async () => (await import("./list.tsx")).LeadList),
    },
    "lead-figures": {
      title: (words) => words.office.nav.pages.leadFigures,
      any: ["leads.read"],
      fetch: withWords([leadsWords], async () => (await import("./figures.tsx")).LeadFigures),
    },
    marketing: {
      title: (words) => words.office.nav.pages.marketing,
      any: ["leads.read"],
      fetch: async () => (await import("../analytics/fetches.ts")).fetchMarketingBoard(),
    },
    "lead-stages": {
      title: (words) => words.office.nav.pages.leadStages,
      any: ["leads.arrange"],
      all: ["leads.read"],
      fetch: withWords([leadsWords], async () => (await import("./stages.tsx")).LeadStages),
    },
    "lead-forms": {
      title: (words) => words.office.nav.pages.leadForms,
      any: ["leads.arrange"],
      fetch: withWords([leadsWords], async () => (await import("./forms.tsx")).LeadForms),
    },
    "lead-imports": {
      title: (words) => words.office.nav.pages.leadImports,
      any: ["leads.import"],
      fetch: withWords([leadsWords], async () => (await import("./imports.tsx")).LeadImports),
    },
    "lead-imports/:id": {
      title: (words) => words.office.nav.pages.leadImports,
      any: ["leads.import"],
      fetch: withWords([leadsWords], async () => (await import("./imports.tsx")).LeadImportPage),
    },
  },
  menu: [
    "leads",
    "leads/new",
    "lead-calls",
    "lead-list",
    "lead-figures",
    "marketing",
    "lead-imports",
    "lead-stages",
    "lead-forms",
  ],
};
