import{j as a,k as b}from"./part-6U5MKXNX.js";import"./part-ESIGBDOC.js";import"./part-VMA5FJ2P.js";export{a as bookOf,b as marksLeft};
