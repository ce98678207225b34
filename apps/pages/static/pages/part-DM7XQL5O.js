import{j as a,k as b}from"./part-GQMKCKBE.js";import"./part-ESIGBDOC.js";import"./part-L76RA4P6.js";export{a as bookOf,b as marksLeft};
