import{a,b}from"./part-BI5TFG2J.js";import"./part-RCGW2WYD.js";import"./part-UA3FRZVZ.js";export{a as canOpenPage,b as hasTeacherPages};
