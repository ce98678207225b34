import{a,b,c,d}from"./part-BVFD36W4.js";import"./part-YU7MNWM4.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
