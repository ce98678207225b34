import{c as a,d as b,e as c}from"./part-G5CLZCCC.js";import"./part-G5M6F2ER.js";import"./part-YWWSHZUS.js";export{a as ImportPage,c as ImportReport,b as MarkImportPage};
