import{c as a,d as b,e as c}from"./part-V66WNNNJ.js";import"./part-FH62SK7A.js";import"./part-ZQV3CIKT.js";export{a as ImportPage,c as ImportReport,b as MarkImportPage};
