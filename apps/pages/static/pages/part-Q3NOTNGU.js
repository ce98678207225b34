import{a,b,c,d}from"./part-KTETUODH.js";import"./part-CJNUZYO5.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
