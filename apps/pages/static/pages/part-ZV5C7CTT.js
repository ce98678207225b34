import{c as a,d as b,e as c}from"./part-BGNHVYZ4.js";import"./part-AK4ZWUI6.js";import"./part-INLZCDTC.js";export{a as ImportPage,c as ImportReport,b as MarkImportPage};
