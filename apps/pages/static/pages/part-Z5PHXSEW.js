import{a,b,c}from"./part-NOMWG7Q7.js";import"./part-SMT26MI6.js";import"./part-ESIGBDOC.js";import"./part-GVVRQ7ND.js";import"./part-6XVDXFPQ.js";export{c as begin,b as sound,a as sounds};
