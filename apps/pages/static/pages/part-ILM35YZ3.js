import{j as a,k as b}from"./part-5LMMOYAV.js";import"./part-ESIGBDOC.js";import"./part-AGQCDPC3.js";export{a as bookOf,b as marksLeft};
