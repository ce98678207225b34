import{a,b,c,d}from"./part-X2KKWS66.js";import"./part-LYXT2VLM.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
