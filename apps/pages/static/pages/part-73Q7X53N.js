import{c as a,d as b,e as c}from"./part-3VN6ITFE.js";import"./part-DBHTEIU7.js";import"./part-QLXS5THS.js";export{a as ImportPage,c as ImportReport,b as MarkImportPage};
