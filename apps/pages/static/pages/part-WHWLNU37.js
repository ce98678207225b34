import{a,b,c,d}from"./part-MOSJKZQS.js";import"./part-LC72EOXY.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
