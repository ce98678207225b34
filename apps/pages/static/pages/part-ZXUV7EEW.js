import{a,b}from"./part-6TAM4Z2Q.js";import"./part-UQFXR6PW.js";import"./part-UA3FRZVZ.js";export{a as canOpenPage,b as hasTeacherPages};
