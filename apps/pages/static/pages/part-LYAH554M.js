import{a,b}from"./part-6TAM4Z2Q.js";import"./part-MA7WAPN3.js";import"./part-UA3FRZVZ.js";export{a as canOpenPage,b as hasTeacherPages};
