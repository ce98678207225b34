import{a,b,c,d,e}from"./part-A6ZTNUFZ.js";import"./part-YHDRQYNO.js";export{b as look,a as push,d as switchOff,c as switchOn,e as visit};
