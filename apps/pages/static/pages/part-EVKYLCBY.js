import{a,b,c}from"./part-RACS2QEC.js";import"./part-GQMKCKBE.js";import"./part-ESIGBDOC.js";import"./part-GVVRQ7ND.js";import"./part-L76RA4P6.js";export{c as begin,b as sound,a as sounds};
