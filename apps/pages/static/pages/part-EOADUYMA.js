import{a,b,c,d}from"./part-CAFGI2UE.js";import"./part-MA7WAPN3.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
