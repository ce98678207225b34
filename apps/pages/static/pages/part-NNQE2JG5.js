import{a,b,c,d}from"./part-BNAGHOM2.js";import"./part-Y2TBUR72.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
