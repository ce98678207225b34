import{a,b,c,d}from"./part-LOR4SI6L.js";import"./part-OHL2XSLJ.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
