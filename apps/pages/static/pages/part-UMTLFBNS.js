import{a,b,c,d}from"./part-YJOFQ2HQ.js";import"./part-UJLIDFUD.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
