import{c as a,d as b,e as c}from"./part-YOQZWZMM.js";import"./part-6EWUZ5SF.js";import"./part-MVUWP62Y.js";export{a as ImportPage,c as ImportReport,b as MarkImportPage};
