import{a,b,c,d}from"./part-IXS7DVKD.js";import"./part-RCGW2WYD.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
