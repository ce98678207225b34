import{a,b,c,d}from"./part-TWQOLGRQ.js";import"./part-UQFXR6PW.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
