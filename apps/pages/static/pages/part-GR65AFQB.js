import{a,b,c,d}from"./part-UU2ICP3N.js";import"./part-52IKO3VV.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
