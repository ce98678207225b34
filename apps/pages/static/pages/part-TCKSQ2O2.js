import{a,b,c,d}from"./part-CW4QVHVY.js";import"./part-R3AQFDSL.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
