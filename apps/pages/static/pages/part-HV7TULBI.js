import{a,b,c,d}from"./part-TKWMCOHV.js";import"./part-6ZGDJ3K3.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
