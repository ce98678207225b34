import{c as a,d as b,e as c}from"./part-UHXKXBQE.js";import"./part-UORATAVA.js";import"./part-CGK5BTJC.js";export{a as ImportPage,c as ImportReport,b as MarkImportPage};
