import{a,b,c,d}from"./part-7DAQYGT7.js";import"./part-GODQFT43.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
