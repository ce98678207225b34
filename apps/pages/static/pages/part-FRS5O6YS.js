import{a,b,c}from"./part-KMIFZ46E.js";import"./part-SPPF27DW.js";import"./part-ESIGBDOC.js";import"./part-GVVRQ7ND.js";import"./part-YHDRQYNO.js";export{c as begin,b as sound,a as sounds};
