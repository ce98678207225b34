import{a,b,c,d}from"./part-E5TR5FGA.js";import"./part-5OC23S5M.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
