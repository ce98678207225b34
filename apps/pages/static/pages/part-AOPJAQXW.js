import{a,b,c,d}from"./part-J3SKMAUN.js";import"./part-GIDETQAD.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
