import{a,b,c,d}from"./part-BKAODKCJ.js";import"./part-NS2II7P7.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
