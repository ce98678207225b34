import{a,b}from"./part-7UNWOIAE.js";import"./part-GVVRQ7ND.js";import"./part-6XVDXFPQ.js";export{a as begin,b as useDesk};
