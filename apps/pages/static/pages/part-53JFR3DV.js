import{a,b,c,d}from"./part-GO7CRQWB.js";import"./part-H47Z4M4E.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
