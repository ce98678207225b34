import{c as a,d as b,e as c}from"./part-J5WUZ6RB.js";import"./part-TANLFHRG.js";import"./part-HRN4VVZC.js";export{a as ImportPage,c as ImportReport,b as MarkImportPage};
