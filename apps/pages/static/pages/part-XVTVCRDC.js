import{j as a,k as b}from"./part-SPPF27DW.js";import"./part-ESIGBDOC.js";import"./part-YHDRQYNO.js";export{a as bookOf,b as marksLeft};
