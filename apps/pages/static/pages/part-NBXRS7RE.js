import{a,b,c,d}from"./part-ZMXGOKCV.js";import"./part-XZQKVLZX.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
