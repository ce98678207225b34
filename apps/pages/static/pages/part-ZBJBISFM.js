import{a,b}from"./part-GYO27RQ5.js";import"./part-YU7MNWM4.js";import"./part-UA3FRZVZ.js";export{a as canOpenPage,b as hasTeacherPages};
