import{a,b,c,d}from"./part-FVDZUCTR.js";import"./part-JJQXO4BH.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
