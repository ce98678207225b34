import{a,b,c,d}from"./part-A3F4FRAU.js";import"./part-QPHATD2P.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
