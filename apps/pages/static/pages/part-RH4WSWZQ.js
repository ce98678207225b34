import{a,b,c,d}from"./part-MLB6V2EJ.js";import"./part-HNKCOGC6.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
