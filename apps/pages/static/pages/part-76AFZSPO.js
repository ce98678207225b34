import{a,b,c,d}from"./part-C2KK5C4K.js";import"./part-ZD5S3DSM.js";import"./part-UA3FRZVZ.js";export{c as findKeptLesson,d as findUnsentLessons,b as forgetLesson,a as keepLesson};
