import{a,b}from"./part-CFYOI3PF.js";import"./part-GVVRQ7ND.js";import"./part-VMA5FJ2P.js";export{a as begin,b as useDesk};
