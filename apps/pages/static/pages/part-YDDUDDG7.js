import{a,b}from"./part-2AIGLJF3.js";import"./part-GVVRQ7ND.js";import"./part-YHDRQYNO.js";export{a as begin,b as useDesk};
