import{c as a,d as b,e as c}from"./part-NIB5OA64.js";import"./part-OGLRMEX6.js";import"./part-PZ7QNHBA.js";export{a as ImportPage,c as ImportReport,b as MarkImportPage};
