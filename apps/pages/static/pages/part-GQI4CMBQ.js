import{a,b,c,d}from"./part-KASDDBIA.js";import"./part-XRQKM3J6.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
