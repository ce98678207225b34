import{a,b,c,d}from"./part-ZIU2JOFM.js";import"./part-BUXCWF4Q.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
