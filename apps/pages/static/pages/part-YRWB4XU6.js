import{a,b,c,d}from"./part-COSZG7N4.js";import"./part-ZJIOX3OZ.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
