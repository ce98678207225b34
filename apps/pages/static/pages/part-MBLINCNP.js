import{j as a,k as b}from"./part-SMT26MI6.js";import"./part-ESIGBDOC.js";import"./part-6XVDXFPQ.js";export{a as bookOf,b as marksLeft};
