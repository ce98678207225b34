import{a}from"./part-J6A3JSKW.js";import"./part-CF3O5YDL.js";import"./part-EER5PGCJ.js";import"./part-R2ALZ4XS.js";export{a as AskPush};
