import{a,b,c,d}from"./part-4DDIVJZ7.js";import"./part-6CO6UPSN.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
