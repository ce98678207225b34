import{a,b,c,d}from"./part-WWUGQE45.js";import"./part-2RYFRGK2.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
