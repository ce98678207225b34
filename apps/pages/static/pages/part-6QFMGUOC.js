import{a,b,c,d}from"./part-E7RQNIFN.js";import"./part-VOBN4TB3.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
