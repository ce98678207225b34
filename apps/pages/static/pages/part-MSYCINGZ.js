import{a,b,c}from"./part-IDO5MNFU.js";import"./part-5LMMOYAV.js";import"./part-ESIGBDOC.js";import"./part-GVVRQ7ND.js";import"./part-AGQCDPC3.js";export{c as begin,b as sound,a as sounds};
