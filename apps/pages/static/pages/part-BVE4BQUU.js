import{a,b,c,d}from"./part-IPPZILHZ.js";import"./part-VN4GN3IV.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
