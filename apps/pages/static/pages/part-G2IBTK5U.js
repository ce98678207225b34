import{a,b,c}from"./part-4NPXYLRV.js";import"./part-6U5MKXNX.js";import"./part-ESIGBDOC.js";import"./part-GVVRQ7ND.js";import"./part-VMA5FJ2P.js";export{c as begin,b as sound,a as sounds};
