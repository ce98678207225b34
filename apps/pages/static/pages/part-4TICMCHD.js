import{c as a,d as b,e as c}from"./part-25AOH3SV.js";import"./part-UIATEEXA.js";import"./part-RWY2SINN.js";export{a as ImportPage,c as ImportReport,b as MarkImportPage};
