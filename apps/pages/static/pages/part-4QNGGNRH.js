import{a,b}from"./part-6TAM4Z2Q.js";import"./part-QPHATD2P.js";import"./part-UA3FRZVZ.js";export{a as canOpenPage,b as hasTeacherPages};
