import{a,b,c,d,e}from"./part-QNCDPUER.js";import"./part-VMA5FJ2P.js";export{b as look,a as push,d as switchOff,c as switchOn,e as visit};
