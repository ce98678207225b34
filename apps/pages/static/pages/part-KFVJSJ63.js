import{a,b,c,d}from"./part-NLEQ3XBZ.js";import"./part-ZIJ5VOLG.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
